package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFile;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.Value;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

/** DCMTK's clients take only what is not stored; what they get has the pixels that GDCM decodes from the original. */
@org.junit.jupiter.api.Tag("slow")
class TranscodedRetrievalTest {

    private static final Path SAMPLES =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"), "test_files");

    /** Lossless, or of a lossy syntax that all decoders agree on. */
    private static final List<String> STORED = List.of(
            "CT_small.dcm",
            "MR_small_jpeg_ls_lossless.dcm",
            "JPEG2000.dcm",
            "693_J2KI.dcm",
            "SC_rgb_jpeg_gdcm.dcm",
            "GDCMJ2K_TextGBR.dcm");

    @TempDir
    Path home;

    private final Map<String, Path> originals = new TreeMap<>();
    private TestArchive archive;
    private Path out;

    @BeforeEach
    void store() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/getscu")), "dcmtk is not installed; ops/test.sh installs it");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdcmconv")), "gdcm is not installed; ops/test.sh installs it");
        assumeTrue(Files.isDirectory(SAMPLES), "python3-pydicom is not installed; ops/test.sh installs it");
        out = Files.createDirectories(home.resolve("out"));
        TestArchive.source(home, "ALL", "may: [echo, store, query, retrieve]");
        archive = TestArchive.start(home);
        for (String name : STORED) store(SAMPLES.resolve(name));
    }

    private void store(Path file) throws Exception {
        DicomFile sample = DicomReader.readFile(file);
        String sopClass = sample.dataSet().getString(Tag.SOPClassUID);
        String instance = sample.dataSet().getString(Tag.SOPInstanceUID);
        String syntax = sample.transferSyntax().uid();
        long offset;
        try (InputStream in = Files.newInputStream(file)) {
            offset = DicomReader.ofFile(in, org.muniment.dicom.ReadOptions.IN_MEMORY)
                    .dataSetOffset();
        }
        byte[] bytes = Files.readAllBytes(file);
        try (ScuAssociation scu = ScuAssociation.open(archive.as("ALL").propose(sopClass, syntax))) {
            assertThat(scu.store(
                            sopClass,
                            instance,
                            syntax,
                            to -> to.write(bytes, (int) offset, bytes.length - (int) offset)))
                    .isEqualTo(DimseStatus.SUCCESS);
        }
        originals.put(instance, file);
    }

    @AfterEach
    void stop() throws IOException {
        if (archive != null) archive.close();
    }

    @Test
    void shouldBeGotUncompressed() throws Exception {
        for (Path original : originals.values()) {
            String study = DicomReader.readFile(original).dataSet().getString(Tag.StudyInstanceUID);
            run(
                    "getscu",
                    "-aet",
                    "ALL",
                    "-aec",
                    TestArchive.AET,
                    "-S",
                    "-xe",
                    "+B",
                    "-od",
                    out.toString(),
                    "-k",
                    "QueryRetrieveLevel=STUDY",
                    "-k",
                    "StudyInstanceUID=" + study,
                    "localhost",
                    String.valueOf(archive.port()));
        }
        assertReceived(UID.ExplicitVRLittleEndian, originals.size());
    }

    @Test
    void shouldBeMovedToWhoTakesOnlyJpegLs() throws Exception {
        moveToWhoTakesOnly(UID.JPEGLSLossless);
    }

    @Test
    void shouldBeMovedToWhoTakesOnlyJpeg2000() throws Exception {
        moveToWhoTakesOnly(UID.JPEG2000Lossless);
    }

    private void moveToWhoTakesOnly(String syntax) throws Exception {
        int port = freePort();
        TestArchive.source(home, "DEST", "host: 127.0.0.1", "port: " + port, "may: [receive]");
        Process storescp = new ProcessBuilder(
                        "storescp",
                        "-xf",
                        profile(syntax).toString(),
                        "Only",
                        "+B",
                        "-od",
                        out.toString(),
                        "-aet",
                        "DEST",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("storescp.log").toFile())
                .start();
        try {
            Awaitility.await().ignoreExceptions().until(() -> {
                new Socket("127.0.0.1", port).close();
                return true;
            });
            for (Path original : originals.values()) {
                String study = DicomReader.readFile(original).dataSet().getString(Tag.StudyInstanceUID);
                String[] move = {
                    "movescu",
                    "-aet",
                    "ALL",
                    "-aec",
                    TestArchive.AET,
                    "-aem",
                    "DEST",
                    "-S",
                    "-k",
                    "QueryRetrieveLevel=STUDY",
                    "-k",
                    "StudyInstanceUID=" + study,
                    "localhost",
                    String.valueOf(archive.port())
                };
                // the registry reads the new source within its interval
                Awaitility.await()
                        .ignoreExceptionsMatching(AssertionError.class::isInstance)
                        .until(() -> {
                            run(move);
                            return true;
                        });
            }
            assertReceived(syntax, originals.size());
        } finally {
            storescp.destroyForcibly().waitFor();
        }
    }

    /** A configuration of storescp that accepts nothing but this transfer syntax. */
    private Path profile(String syntax) throws IOException {
        StringBuilder contexts = new StringBuilder("[[TransferSyntaxes]]\n[Only]\nTransferSyntax1 = " + syntax
                + "\n[[PresentationContexts]]\n[Storage]\n");
        int number = 1;
        for (Path original : originals.values()) {
            String sopClass = DicomReader.readFile(original).dataSet().getString(Tag.SOPClassUID);
            if (contexts.indexOf(sopClass + "\\") < 0) {
                contexts.append("PresentationContext%d = %s\\Only%n".formatted(number++, sopClass));
            }
        }
        contexts.append("[[Profiles]]\n[Only]\nPresentationContexts = Storage\n");
        return Files.writeString(home.resolve("storescp.cfg"), contexts);
    }

    private void assertReceived(String syntax, int count) throws Exception {
        List<Path> received;
        try (Stream<Path> files = Files.list(out)) {
            received = files.toList();
        }
        assertThat(received).hasSize(count);
        for (Path file : received) {
            DicomFile dicom = DicomReader.readFile(file);
            Path original = originals.get(dicom.dataSet().getString(Tag.SOPInstanceUID));
            assertThat(dicom.transferSyntax().uid()).isEqualTo(syntax);
            assertThat(Arrays.hashCode(pixelsByGdcm(file)))
                    .as(original.getFileName().toString())
                    .isEqualTo(Arrays.hashCode(pixelsByGdcm(original)));
        }
    }

    /** Native, pixel by pixel. */
    private byte[] pixelsByGdcm(Path file) throws Exception {
        Path raw = home.resolve("raw.dcm");
        run("gdcmconv", "--raw", "--planar-configuration", "0", file.toString(), raw.toString());
        Attributes dataSet = DicomReader.readFile(raw).dataSet();
        Value value = dataSet.get(Tag.PixelData).value();
        if (value instanceof Value.Bytes bytes) return bytes.bytes();
        Value.Bulk bulk = (Value.Bulk) value;
        try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
            return in.readAllBytes();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(String.join(" ", command) + ": " + output)
                .isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
