package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.server.foreign.Commands.Result;

/**
 * A rejection note written by DCMTK takes effect for DCMTK's clients and is taken back; the archive's own note is what dciodvfy and DCMTK
 * take for a Key Object Selection Document.
 */
@Tag("slow")
class RejectionNoteTest {

    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String STUDY = "2.25.7001";
    private static final String SERIES = "2.25.7002";
    private static final List<String> IMAGES = List.of("2.25.7011", "2.25.7012", "2.25.7013");
    private static final String NOTE = "2.25.7021";

    @TempDir
    Path work;

    private MunimentProcess server;

    @Test
    void shouldWithdrawImagesFromUseAndGiveThemBack() throws Exception {
        Commands.require("dcmodify", "dump2dcm", "storescu", "findscu", "getscu", "dsrdump", "dciodvfy");
        List<Path> images = images();
        Path note = note(IMAGES.get(1));
        try (MunimentProcess started = MunimentProcess.start(
                work.resolve("home"), "--config", configuration().toString())) {
            server = started;
            for (Path image : images)
                assertThat(store("MODALITY", image).exit()).isZero();
            Map<String, byte[]> before = retrieve("before");
            assertThat(before).containsOnlyKeys(IMAGES);

            Result refused = store("MODALITY", note);
            assertThat(refused.output()).contains("0x124");
            assertThat(found()).isEqualTo(IMAGES);

            assertThat(store("RIS", note).exit()).isZero();
            assertThat(found()).containsExactly(IMAGES.get(0), IMAGES.get(2), NOTE);
            assertThat(retrieve("rejected")).containsOnlyKeys(IMAGES.get(0), IMAGES.get(2), NOTE);
            Result again = store("MODALITY", images.get(1));
            assertThat(again.output()).containsPattern("Duplicate|0x111");

            assertThat(send("POST", "/api/rejections/" + NOTE + "/restore", "{}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(found()).isEqualTo(IMAGES);
            assertSame(retrieve("restored"), before);

            HttpResponse<byte[]> deleted =
                    send("DELETE", "/dicom-web/studies/" + STUDY + "?reason=wegen%20Umz%C3%BCgen", "");
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(found()).isEmpty();
            assertThat(retrieve("deleted")).isEmpty();
            String own = deleted.headers()
                    .firstValue("Content-Location")
                    .orElseThrow()
                    .replaceFirst(".*/", "");
            shouldBeAValidDocument(own);

            assertThat(send("POST", "/api/rejections/" + own + "/restore", "{}").statusCode())
                    .isEqualTo(200);
            assertSame(retrieve("restored-again"), before);
        }
    }

    private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet());
        actual.forEach((uid, file) -> assertThat(file).as(uid).isEqualTo(expected.get(uid)));
    }

    private void shouldBeAValidDocument(String uid) throws Exception {
        HttpResponse<byte[]> found =
                send("GET", "/rejected/dicom-web/instances?StudyInstanceUID=" + STUDY + "&SOPInstanceUID=" + uid, "");
        String series = new String(found.body()).replaceFirst("(?s).*\"0020000E\"[^\\[]*\\[\"([0-9.]*)\".*", "$1");
        HttpResponse<byte[]> document = client().send(
                        request("/rejected/dicom-web/studies/" + STUDY + "/series/" + series + "/instances/" + uid)
                                .header("Accept", "application/dicom")
                                .build(),
                        BodyHandlers.ofByteArray());
        Path file = Files.write(work.resolve("own.dcm"), document.body());

        Result verified = Commands.run("dciodvfy", file.toString());
        assertThat(verified.lines()).contains("KeyObjectSelectionDocument");
        assertThat(verified.lines()).noneMatch(line -> line.startsWith("Error"));
        Result dumped = Commands.run("dsrdump", "-Ee", "+Pu", file.toString());
        assertThat(dumped.exit()).as(dumped.output()).isZero();
        assertThat(dumped.output())
                .contains("Rejected for Quality Reasons", "wegen Umzügen", MunimentProcess.ADMIN)
                .contains(IMAGES);
    }

    /** Of one series, by DCMTK from a sample of pydicom's. */
    private List<Path> images() throws Exception {
        Path sample = SampleFiles.all().stream()
                .filter(file -> file.endsWith("CT_small.dcm"))
                .findFirst()
                .orElseThrow();
        List<Path> images = new ArrayList<>();
        for (String uid : IMAGES) {
            Path image = Files.copy(sample, work.resolve(uid + ".dcm"));
            Result made = Commands.run(
                    "dcmodify",
                    "-nb",
                    "-m",
                    "StudyInstanceUID=" + STUDY,
                    "-m",
                    "SeriesInstanceUID=" + SERIES,
                    "-m",
                    "SOPInstanceUID=" + uid,
                    image.toString());
            assertThat(made.exit()).as(made.output()).isZero();
            images.add(image);
        }
        return images;
    }

    /** By DCMTK from a dump; for reasons of patient safety. */
    private Path note(String rejected) throws Exception {
        String dump =
                """
                (0008,0016) UI 1.2.840.10008.5.1.4.1.1.88.59
                (0008,0018) UI %1$s
                (0008,0020) DA 20040119
                (0008,0050) SH
                (0008,0060) CS KO
                (0010,0010) PN CompressedSamples^CT1
                (0010,0020) LO 1CT1
                (0020,000d) UI %2$s
                (0020,000e) UI 2.25.7022
                (0040,a040) CS CONTAINER
                (0040,a043) SQ
                (fffe,e000) -
                (0008,0100) SH 113037
                (0008,0102) SH DCM
                (0008,0104) LO [Rejected for Patient Safety Reasons]
                (fffe,e00d) -
                (fffe,e0dd) -
                (0040,a050) CS SEPARATE
                (0040,a375) SQ
                (fffe,e000) -
                (0008,1115) SQ
                (fffe,e000) -
                (0008,1199) SQ
                (fffe,e000) -
                (0008,1150) UI %4$s
                (0008,1155) UI %5$s
                (fffe,e00d) -
                (fffe,e0dd) -
                (0020,000e) UI %3$s
                (fffe,e00d) -
                (fffe,e0dd) -
                (0020,000d) UI %2$s
                (fffe,e00d) -
                (fffe,e0dd) -
                (0040,a730) SQ
                (fffe,e000) -
                (0008,1199) SQ
                (fffe,e000) -
                (0008,1150) UI %4$s
                (0008,1155) UI %5$s
                (fffe,e00d) -
                (fffe,e0dd) -
                (0040,a010) CS CONTAINS
                (0040,a040) CS IMAGE
                (fffe,e00d) -
                (fffe,e0dd) -
                """
                        .formatted(NOTE, STUDY, SERIES, CT, rejected);
        Path file = work.resolve("note.dcm");
        Path text = Files.writeString(work.resolve("note.dump"), dump);
        Result made = Commands.run("dump2dcm", text.toString(), file.toString());
        assertThat(made.exit()).as(made.output()).isZero();
        return file;
    }

    private Path configuration() throws IOException {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Files.writeString(
                sources.resolve("ris.yaml"),
                """
                name: who may reject
                aeTitle: RIS
                may: [store, reject]
                """);
        return Files.writeString(work.resolve("muniment.yaml"), "muniment:\n  dicom:\n    sources: " + sources + "\n");
    }

    private Result store(String aeTitle, Path file) throws Exception {
        return Commands.run(
                "storescu", "-v", "-aet", aeTitle, "-aec", "MUNIMENT", "127.0.0.1", port(), file.toString());
    }

    private String port() {
        return String.valueOf(server.dicomPort());
    }

    /** SOP Instance UIDs of the study's instances, sorted. */
    private List<String> found() throws Exception {
        Result result = Commands.run(
                "findscu",
                "-v",
                "-S",
                "-aec",
                "MUNIMENT",
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + STUDY,
                "-k",
                "NumberOfStudyRelatedInstances",
                "127.0.0.1",
                port());
        List<String> uids = new ArrayList<>();
        for (String series : List.of(SERIES, "2.25.7022")) uids.addAll(found(series));
        long counted = result.lines().stream()
                .filter(line -> line.contains("(0020,1208)") && line.contains("[" + uids.size()))
                .count();
        assertThat(counted).as(result.output()).isEqualTo(uids.isEmpty() ? 0 : 1);
        return uids;
    }

    private List<String> found(String series) throws Exception {
        Result result = Commands.run(
                "findscu",
                "-v",
                "-S",
                "-aec",
                "MUNIMENT",
                "-k",
                "QueryRetrieveLevel=IMAGE",
                "-k",
                "StudyInstanceUID=" + STUDY,
                "-k",
                "SeriesInstanceUID=" + series,
                "-k",
                "SOPInstanceUID",
                "127.0.0.1",
                port());
        assertThat(result.exit()).as(result.output()).isZero();
        return result.lines().stream()
                .filter(line -> line.contains("(0008,0018) UI ["))
                .map(line -> line.replaceFirst(".*\\[([0-9.]+).*", "$1"))
                .sorted()
                .toList();
    }

    /** Files by SOP Instance UID, as getscu writes them. */
    private Map<String, byte[]> retrieve(String name) throws Exception {
        Path folder = Files.createDirectory(work.resolve(name));
        Result result = Commands.run(
                "getscu",
                "-v",
                "-S",
                "+B",
                "-aec",
                "MUNIMENT",
                "-od",
                folder.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + STUDY,
                "127.0.0.1",
                port());
        assertThat(result.exit()).as(result.output()).isZero();
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                files.put(
                        DicomReader.ofFile(bytes, ReadOptions.IN_MEMORY)
                                .read()
                                .getString(org.muniment.dicom.Tag.SOPInstanceUID),
                        bytes);
            }
        }
        return files;
    }

    private static HttpClient client() {
        return HttpClient.newHttpClient();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.http() + path))
                .header("Authorization", MunimentProcess.adminAuthorization());
    }

    private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        return client().send(
                        request(path)
                                .method(method, BodyPublishers.ofString(body))
                                .header("Content-Type", "application/json")
                                .build(),
                        BodyHandlers.ofByteArray());
    }
}
