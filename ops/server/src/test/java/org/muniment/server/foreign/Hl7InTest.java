package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.server.foreign.Commands.Result;

/** HL7 v2 messages sent by python3-hl7's {@code mllp_send} to the server: each is answered as it must be, and has the effect it must have. */
@Tag("slow")
class Hl7InTest {

    private static final Path GOLDEN =
            Path.of("../../integration-routes/hl7/src/test/resources/golden").toAbsolutePath();
    private static final String PDF_STUDY = "1.2.392.200036.9125.0.198811291108.7";

    @TempDir
    static Path home;

    private static MunimentProcess server;

    @BeforeAll
    static void start() throws IOException {
        Commands.require("mllp_send", "dcmdump", "dciodvfy");
        server = MunimentProcess.start(home);
    }

    @AfterAll
    static void stop() {
        if (server != null) server.close();
    }

    private static String send(Path message) throws IOException, InterruptedException {
        Result result = Commands.run(
                "mllp_send",
                "--loose",
                "--file",
                message.toString(),
                "--port",
                String.valueOf(server.hl7Port()),
                "127.0.0.1");
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }

    private static String sendText(String name, String text) throws IOException, InterruptedException {
        return send(Files.write(home.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String get(String path) throws IOException, InterruptedException {
        return request("GET", path, "", "application/json");
    }

    private static String request(String method, String path, String body, String accept)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.http().resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", MunimentProcess.adminAuthorization())
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** What a translation of it finds wrong is what its sender is told. */
    @Test
    void shouldAnswerEachMessageAsItsGoldenPairSays() throws Exception {
        List<Path> messages;
        try (Stream<Path> files = Files.list(GOLDEN)) {
            messages = files.filter(file -> file.toString().endsWith(".hl7"))
                    .sorted()
                    .toList();
        }
        assertThat(messages).hasSizeGreaterThan(40);
        for (Path message : messages) {
            String expected = Files.readString(Path.of(message.toString().replaceFirst("hl7$", "txt")));
            String code = expected.startsWith("UNSUPPORTED") ? "AR" : expected.contains("Changed\n") ? "AA" : "AE";
            assertThat(send(message)).as(message.getFileName().toString()).contains("MSA|" + code + "|");
        }
    }

    @Test
    void shouldKeepReportsWithTheirStudyOnceHoweverOftenTheyCome() throws Exception {
        for (String name : List.of("ORU_R01-PDF.hl7", "ORU_R01-SR.hl7", "ORU_R01-PDF.hl7"))
            assertThat(send(GOLDEN.resolve(name))).contains("MSA|AA|");
        String instances = get("/dicom-web/studies/" + PDF_STUDY + "/instances");
        assertThat(instances.split("\"00080018\"", -1)).hasSize(3);
        assertThat(instances)
                .contains("1.2.840.10008.5.1.4.1.1.104.1", "1.2.840.10008.5.1.4.1.1.88.11", PDF_STUDY + ".1.1");
        assertThat(get("/dicom-web/studies?StudyInstanceUID=" + PDF_STUDY)).contains("Smith^Lucy^Mark", "PID_1");
        Path files = Files.createDirectories(home.resolve("reports"));
        retrieve(files);
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                Result verified = Commands.run("dciodvfy", file.toString());
                assertThat(verified.output())
                        .as(file + ":\n" + verified.output())
                        .doesNotContain("Error");
            }
        }
    }

    private static void retrieve(Path into) throws IOException, InterruptedException {
        Result result = Commands.run(
                "getscu",
                "-aec",
                "MUNIMENT",
                "-S",
                "-od",
                into.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + PDF_STUDY,
                "127.0.0.1",
                String.valueOf(server.dicomPort()));
        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    void shouldReadNamesInTheCharacterSetTheMessageDeclares() throws Exception {
        String header = "MSH|^~\\&|RIS|H|M|A|20240229103000||ORU^R01|LATIN|P|2.5.1||||||8859/1\r";
        String message = header + "PID|||L1^^^KIS||Müller^Jörg||19630412|M\r"
                + "OBR|1|LP1|LF1|R^Report^L||||||||||||||LA1|||||||F\r"
                + "OBX|1|ST|113014^DICOM Study^DCM||1.2.276.1.99||||||F\rOBX|2|TX|I^Impression^L||gut||||||F\r";
        assertThat(sendText("latin.hl7", message)).contains("MSA|AA|LATIN");
        assertThat(get("/dicom-web/studies?PatientID=L1")).contains("Müller^Jörg", "1.2.276.1.99");
    }

    @Test
    void shouldLetAPersonMendWhatCouldNotBeDone() throws Exception {
        String bad = "MSH|^~\\&|RIS|H|M|A|20240229103000||ADT^A08|MEND|P|2.5.1\rPID|||^^^KIS||Mended^Later\r";
        assertThat(sendText("bad.hl7", bad)).contains("MSA|AE|MEND", "ERR||PID^1^3|101^");
        String listed = get("/api/hl7/messages?limit=1000");
        String entry = Stream.of(listed.split("\\{\"id\":\""))
                .filter(e -> e.contains("\"controlId\":\"MEND\""))
                .findFirst()
                .orElseThrow();
        assertThat(entry).doesNotContain("Mended^Later").contains("\"place\":\"PID-3\"");
        String path = "/api/hl7/messages/" + entry.substring(0, 36);
        assertThat(get(path)).contains("Mended^Later");
        String text = "MSH|^~\\\\&|RIS|H|M|A|20240229103000||ADT^A08|MEND|P|2.5.1\\nPID|||M1^^^KIS||Mended^Later\\n";
        assertThat(request("PUT", path + "/mended", "{\"text\":\"" + text + "\"}", "application/json"))
                .contains("\"state\":\"PARKED\"", "\"mendedBy\":\"admin\"");
        assertThat(request("POST", path + "/replay", "", "application/json")).contains("\"state\":\"REPLAYED\"");
        assertThat(server.output()).noneMatch(line -> line.contains("Mended^Later"));
        assertThat(server.output()).anyMatch(line -> line.contains("operation=\"HL7 ADT^A08\" outcome=shown"));
    }

    @Test
    void shouldGoOnAfterHostileMessages() throws Exception {
        Path large = home.resolve("large.hl7");
        Files.writeString(
                large,
                "MSH|^~\\&|RIS|H|M|A|20240229103000||ADT^A08|LARGE|P|2.5.1\rPID|||1^^^KIS\rNTE|1||"
                        + "x".repeat(5 << 20) + "\r");
        Result result = Commands.run(
                "mllp_send",
                "--loose",
                "--file",
                large.toString(),
                "--port",
                String.valueOf(server.hl7Port()),
                "127.0.0.1");
        assertThat(result.output()).containsAnyOf("MSA|AR|LARGE", "onnection");
        assertThat(sendText("garbage.hl7", "MSH|^~\\&|\u0001\u0002")).contains("MSA|AR");
        assertThat(send(GOLDEN.resolve("own-ADT_A08.hl7"))).contains("MSA|AA|");
    }
}
