package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.server.foreign.Commands.Result;
import org.muniment.server.foreign.SampleFiles.Sample;

/**
 * Real files in and out through DCMTK: what dcmsend stored, movescu (to storescp) and getscu bring back with every element and every
 * pixel byte equal, as pydicom reads them.
 */
class RoundTripTest {

    /** What makes getscu propose the transfer syntax an instance is stored in. */
    private static final Map<String, String> GETSCU_OPTION = Map.ofEntries(
            Map.entry(UID.ImplicitVRLittleEndian, "+xe"),
            Map.entry(UID.ExplicitVRLittleEndian, "+xe"),
            Map.entry(UID.ExplicitVRBigEndian, "+xb"),
            Map.entry(UID.DeflatedExplicitVRLittleEndian, "+xd"),
            Map.entry(UID.JPEGBaseline8Bit, "+xy"),
            Map.entry(UID.JPEGExtended12Bit, "+xx"),
            Map.entry(UID.JPEGLosslessSV1, "+xs"),
            Map.entry(UID.JPEGLSLossless, "+xt"),
            Map.entry(UID.JPEGLSNearLossless, "+xu"),
            Map.entry(UID.JPEG2000Lossless, "+xv"),
            Map.entry(UID.JPEG2000, "+xw"),
            Map.entry(UID.RLELossless, "+xr"));

    /**
     * Their file meta information names another SOP class than their data sets, so that dcmsend sends them in a presentation context of
     * the wrong class, and says so.
     */
    private static final List<String> REFUSED = List.of(
            "rtdose_rle.dcm: 0x0122 (Refused: SOPClassNotSupported)",
            "rtdose_rle_1frame.dcm: 0x0122 (Refused: SOPClassNotSupported)");

    @TempDir
    Path work;

    @Test
    void shouldBringBackEverySampleFileUnchanged() throws Exception {
        Commands.require("dcmsend", "movescu", "getscu", "storescp");
        List<List<Sample>> batches = SampleFiles.batches();
        int scpPort = Commands.freePort();
        Path config = configuration(scpPort);
        Set<String> stored = new TreeSet<>();
        try (MunimentProcess server = MunimentProcess.start(work.resolve("home"), "--config", config.toString())) {
            for (int i = 0; i < batches.size(); i++) {
                Batch batch =
                        new Batch(server, batches.get(i), Files.createDirectory(work.resolve("batch" + i)), scpPort);
                batch.send();
                batch.shouldComeBackByMove();
                batch.shouldComeBackByGet();
                stored.addAll(batch.storedNames());
            }
        }
        assertThat(stored).as("storable sample files").hasSize(149);
    }

    /** Samples that share a UID replace each other, batch by batch. */
    private Path configuration(int scpPort) throws IOException {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Files.writeString(
                sources.resolve("destination.yaml"),
                """
                name: where movescu sends to
                aeTitle: DESTINATION
                host: 127.0.0.1
                port: %d
                may: [receive]
                """
                        .formatted(scpPort));
        Files.writeString(
                sources.resolve("sender.yaml"),
                """
                name: dcmsend
                aeTitle: DCMSEND
                may: [store]
                duplicates: replace
                """);
        return Files.writeString(
                work.resolve("muniment.yaml"),
                """
                muniment:
                  dicom:
                    sources: %s
                """
                        .formatted(sources));
    }

    /** Samples with distinct UIDs, on their way through one archive. */
    private record Batch(MunimentProcess server, List<Sample> samples, Path folder, int scpPort) {

        void send() throws Exception {
            Path originals = Files.createDirectory(folder.resolve("originals"));
            for (Sample sample : samples) Files.copy(sample.file(), originals.resolve(name(sample)));
            Path report = folder.resolve("report.txt");
            Result sent = Commands.run(
                    "dcmsend",
                    "-v",
                    "-nh",
                    "-nuc",
                    "+sd",
                    "+crf",
                    report.toString(),
                    "-aec",
                    "MUNIMENT",
                    "127.0.0.1",
                    port(),
                    originals.toString());
            // what dcmsend could not read or would not send is not the archive's to bring back
            Set<String> accepted = Report.successes(Files.readString(report));
            for (Sample sample : samples) {
                if (!accepted.contains(name(sample))) Files.delete(originals.resolve(name(sample)));
            }
            assertThat(Report.refusals(Files.readString(report)))
                    .as(sent.output())
                    .allMatch(refusal -> REFUSED.stream().anyMatch(refusal::endsWith));
        }

        Set<String> storedNames() throws IOException {
            try (Stream<Path> files = Files.list(folder.resolve("originals"))) {
                return files.map(f -> folder.getFileName() + "/" + f.getFileName())
                        .collect(Collectors.toSet());
            }
        }

        void shouldComeBackByMove() throws Exception {
            Path received = Files.createDirectory(folder.resolve("moved"));
            String studies =
                    stored().map(s -> s.uid(Tag.StudyInstanceUID)).distinct().collect(Collectors.joining("\\"));
            Process scp = Commands.start(
                    "storescp",
                    "+xa",
                    "+B",
                    "-aet",
                    "DESTINATION",
                    "-od",
                    received.toString(),
                    String.valueOf(scpPort));
            try {
                Commands.awaitListener(scpPort);
                Result moved = Commands.run(
                        "movescu",
                        "-v",
                        "-S",
                        "-aec",
                        "MUNIMENT",
                        "-aem",
                        "DESTINATION",
                        "127.0.0.1",
                        port(),
                        "-k",
                        "QueryRetrieveLevel=STUDY",
                        "-k",
                        "StudyInstanceUID=" + studies);
                assertThat(moved.exit()).as(moved.output()).isZero();
            } finally {
                scp.destroy();
                scp.waitFor();
            }
            assertUnchanged(received);
        }

        void shouldComeBackByGet() throws Exception {
            Path received = Files.createDirectory(folder.resolve("got"));
            for (Sample sample : stored().toList()) {
                String option = GETSCU_OPTION.get(sample.transferSyntax());
                assertThat(option)
                        .as("getscu option for %s", sample.transferSyntax())
                        .isNotNull();
                Result got = Commands.run(
                        "getscu",
                        "-v",
                        "-S",
                        "+B",
                        option,
                        "-aec",
                        "MUNIMENT",
                        "-od",
                        received.toString(),
                        "127.0.0.1",
                        port(),
                        "-k",
                        "QueryRetrieveLevel=IMAGE",
                        "-k",
                        "StudyInstanceUID=" + sample.uid(Tag.StudyInstanceUID),
                        "-k",
                        "SeriesInstanceUID=" + sample.uid(Tag.SeriesInstanceUID),
                        "-k",
                        "SOPInstanceUID=" + sample.uid(Tag.SOPInstanceUID));
                assertThat(got.exit()).as("%s: %s", sample.file(), got.output()).isZero();
            }
            assertUnchanged(received);
        }

        private void assertUnchanged(Path received) throws Exception {
            Result compared = Commands.run(
                    "/usr/bin/python3",
                    Commands.resource("foreign/compare.py"),
                    folder.resolve("originals").toString(),
                    received.toString());
            assertThat(compared.exit()).as(compared.output()).isZero();
            assertThat(compared.lines()).isNotEmpty().allMatch(line -> line.startsWith("same "), "same");
        }

        private Stream<Sample> stored() {
            return samples.stream()
                    .filter(s -> Files.exists(folder.resolve("originals").resolve(name(s))));
        }

        private String name(Sample sample) {
            return samples.indexOf(sample) + "_" + sample.file().getFileName();
        }

        private String port() {
            return String.valueOf(server.dicomPort());
        }
    }
}
