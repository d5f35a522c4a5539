package org.muniment.web.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.muniment.dicom.Tag.SOPClassUID;
import static org.muniment.dicom.Tag.SOPInstanceUID;
import static org.muniment.dicom.Tag.SeriesInstanceUID;
import static org.muniment.dicom.Tag.StudyInstanceUID;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.InstanceId;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFile;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.VR;
import org.muniment.web.WebArchive;

/** What the archive says of pydicom's sample files is what pydicom and dcm2json say of them, bulk data aside. */
@Tag("slow")
class MetadataOfSampleFilesTest {

    private static final Path FILES = Path.of("/usr/lib/python3/dist-packages/pydicom/data");

    /** Cut short, without anything to recognise them by, or with elements of group 0001, which no data set may have (PS3.5 7.1). */
    private static final Set<String> REFUSED = Set.of(
            "MR_truncated.dcm",
            "meta_missing_tsyntax.dcm",
            "nested_priv_SQ.dcm",
            "no_meta.dcm",
            "rtplan_truncated.dcm");

    /** Which differences are justified, and why, is written there. */
    private static final Path COMPARE = Path.of("../dicom/src/test/resources/org/muniment/dicom/json/compare.py")
            .toAbsolutePath();

    @Test
    void shouldAgreeWithPydicomAndDcm2json(@TempDir Path home) throws Exception {
        assumeThat(FILES).as("python3-pydicom").exists();
        assumeThat(Path.of("/usr/bin/dcm2json")).as("dcmtk").exists();
        StringBuilder stored = new StringBuilder();
        Set<String> refused = new TreeSet<>();
        int number = 0;
        try (WebArchive archive = WebArchive.start(home.resolve("archive"))) {
            for (Path file : samples()) {
                try {
                    Path identified = identified(file, home);
                    Path json = metadata(archive, identified, home.resolve(number++ + ".json"));
                    stored.append(identified).append('\t').append(json).append('\n');
                } catch (DicomFormatException | ArchiveException e) {
                    refused.add(file.getFileName().toString());
                }
            }
        }
        assertThat(refused).isEqualTo(REFUSED);
        Path list = Files.writeString(home.resolve("list"), stored);

        Process python = new ProcessBuilder("/usr/bin/python3", COMPARE.toString(), "--metadata")
                .redirectInput(list.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(python.getInputStream().readAllBytes(), UTF_8);

        // the last line counts; any other is a difference
        assertThat(answer).matches("pydicom \\d{2,3} dcm2json \\d{2,3}\n");
    }

    /** The file itself, or where it lacks UIDs a copy that has them. */
    private static Path identified(Path file, Path home) throws IOException {
        DicomFile read = DicomReader.readFile(file);
        Attributes dataSet = read.dataSet();
        boolean complete = true;
        for (int tag : new int[] {SOPClassUID, SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID}) {
            if (dataSet.containsValue(tag)) continue;
            dataSet.setString(tag, VR.UI, "2.25." + (tag & 0xffffffffL));
            complete = false;
        }
        if (complete) return file;
        Path copy = home.resolve(file.getFileName());
        FileMeta meta = new FileMeta(
                dataSet.getString(SOPClassUID),
                dataSet.getString(SOPInstanceUID),
                read.transferSyntax().uid());
        try (OutputStream out = Files.newOutputStream(copy)) {
            out.write(meta.toBytes());
            out.write(DicomWriter.toBytes(dataSet, read.transferSyntax()));
        }
        return copy;
    }

    private static Path metadata(WebArchive archive, Path file, Path json) throws IOException {
        InstanceId id = archive.store(file, DuplicatePolicy.REPLACE).instance().id();
        String path = "/dicom-web/studies/" + id.study() + "/series/" + id.series() + "/instances/" + id.instance();
        return Files.write(json, archive.get(path + "/metadata").body());
    }

    private static List<Path> samples() throws IOException {
        List<Path> samples = new ArrayList<>();
        for (String directory : List.of("test_files", "charset_files")) {
            try (Stream<Path> all = Files.walk(FILES.resolve(directory))) {
                all.filter(file -> file.toString().endsWith(".dcm")).sorted().forEach(samples::add);
            }
        }
        return samples;
    }
}
