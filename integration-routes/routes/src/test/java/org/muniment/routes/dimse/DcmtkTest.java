package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;

/** The routes as DCMTK's clients see them. What real files go through is proved in ops/server. */
@Tag("slow")
class DcmtkTest {

    private static final String[] STUDY_ONE = {"-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=2.25.1"};

    @TempDir
    Path home;

    private TestArchive archive;
    private Path out;
    private Attributes image;

    private record Result(int exit, String output) {}

    @BeforeEach
    void store() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/storescu")), "dcmtk is not installed; ops/test.sh installs it");
        out = Files.createDirectories(home.resolve("out"));
        TestArchive.source(home, "ALL", "may: [echo, store, query, retrieve]");
        TestArchive.source(home, "MODALITY", "may: [echo, store]", "duplicates: reject");
        archive = TestArchive.start(home);
        image = Instances.image(1, 1);
    }

    @AfterEach
    void stop() throws IOException {
        if (archive != null) archive.close();
    }

    @Test
    void shouldEcho() throws Exception {
        assertThat(call("echoscu", "ALL").exit()).isZero();
    }

    @Test
    void shouldRefuseWhoeverIsUnknownSayingSo() throws Exception {
        Result refused = call("echoscu", "STRANGER");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("Calling AE Title Not Recognized");
        assertThat(run("echoscu", "-aet", "ALL", "-aec", "OTHER", "localhost", String.valueOf(archive.port()))
                        .output())
                .contains("Called AE Title Not Recognized");
    }

    @Test
    void shouldStoreFindAndGetTheSame() throws Exception {
        assertThat(call("storescu", "ALL", Instances.file(home, image).toString())
                        .exit())
                .isZero();

        assertThat(call("findscu", "ALL", concat(STUDY_ONE, "-k", "PatientName"))
                        .output())
                .contains("Doe^Jane");
        assertThat(call("getscu", "ALL", concat(STUDY_ONE, "-od", out.toString()))
                        .exit())
                .isZero();
        assertRetrieved();
    }

    @Test
    void shouldMoveToAStorescp() throws Exception {
        int port = freePort();
        TestArchive.source(home, "DEST", "host: 127.0.0.1", "port: " + port, "may: [receive]");
        Process storescp = new ProcessBuilder("storescp", "-od", out.toString(), "-aet", "DEST", String.valueOf(port))
                .redirectErrorStream(true)
                .start();
        try {
            Awaitility.await().ignoreExceptions().until(() -> {
                new Socket("127.0.0.1", port).close();
                return true;
            });
            call("storescu", "ALL", Instances.file(home, image).toString());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> call("movescu", "ALL", concat(STUDY_ONE, "-aem", "DEST"))
                                    .exit()
                            == 0);
            assertRetrieved();
        } finally {
            storescp.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldTellWhyItDoesNotStore() throws Exception {
        call("storescu", "MODALITY", Instances.file(home, image).toString());
        image.setString(org.muniment.dicom.Tag.PatientID, org.muniment.dicom.VR.LO, "other");
        Result refused =
                call("storescu", "MODALITY", "-d", Instances.file(home, image).toString());
        assertThat(refused.output()).contains("0x0111");
    }

    private void assertRetrieved() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.toList()).singleElement().satisfies(file -> assertThat(
                            DicomReader.readFile(file).dataSet())
                    .isEqualTo(image));
        }
    }

    private Result call(String program, String callingAet, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, "-aet", callingAet, "-aec", TestArchive.AET));
        List<String> files = new ArrayList<>();
        for (String argument : arguments) (argument.endsWith(".dcm") ? files : command).add(argument);
        command.addAll(List.of("localhost", String.valueOf(archive.port())));
        command.addAll(files);
        return run(command.toArray(String[]::new));
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private static String[] concat(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
