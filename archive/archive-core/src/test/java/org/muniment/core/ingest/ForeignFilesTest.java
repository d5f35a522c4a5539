package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.TestArchive;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;

/** The test files of pydicom (Debian: python3-pydicom) go in as a sender would send them, and come out byte for byte. */
class ForeignFilesTest {

    private static final Path FILES = Path.of("/usr/lib/python3/dist-packages/pydicom/data");

    @TempDir
    Path root;

    @Test
    void shouldStoreWhatHasUidsAndGiveItBackUnchanged() throws IOException {
        assumeTrue(Files.isDirectory(FILES), "python3-pydicom is not installed");
        Map<String, String> refused = new TreeMap<>();
        int stored = 0;
        try (TestArchive archive = new TestArchive(root)) {
            for (Path file : files()) {
                byte[] bytes = Files.readAllBytes(file);
                String refusal = store(archive, bytes);
                if (refusal == null) stored++;
                else refused.put(file.getFileName().toString(), refusal);
            }
        }
        assertThat(stored).as("refused: %s", refused).isGreaterThan(70);
        assertThat(refused.values()).allSatisfy(reason -> assertThat(reason)
                .matches("(MISSING_ATTRIBUTE|MALFORMED_DATA_SET|NO_DICOM): .+"));
    }

    /** Returns why it was refused, or null. */
    private static String store(TestArchive archive, byte[] file) throws IOException {
        DicomReader reader;
        Attributes dataSet;
        int offset;
        try {
            reader = DicomReader.ofFile(file, ReadOptions.IN_MEMORY);
            offset = reader.transferSyntax().deflated() ? -1 : (int) reader.position();
            dataSet = reader.read();
        } catch (IOException e) {
            return "NO_DICOM: " + e.getMessage();
        }
        if (offset < 0) return "NO_DICOM: deflated: its offset in the file is not told";
        byte[] sent = Arrays.copyOfRange(file, offset, file.length);
        try {
            IngestRequest request = new IngestRequest(
                    "PYDICOM",
                    IngestPolicy.DEFAULT,
                    dataSet.getString(Tag.SOPClassUID, ""),
                    new SopInstanceUid(dataSet.getString(Tag.SOPInstanceUID)),
                    reader.transferSyntax().uid());
            IngestOutcome outcome = archive.ingest.ingest(request, new ByteArrayInputStream(sent));
            if (outcome instanceof IngestOutcome.Stored) assertSame(archive, outcome.instance(), sent);
            return null;
        } catch (ArchiveException e) {
            return e.code() + ": " + e.getMessage();
        }
    }

    private static void assertSame(TestArchive archive, InstanceRecord instance, byte[] sent) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.retrieve.writeDataSet(archive.retrieve.file(instance), instance.transferSyntaxUid(), out);
        assertThat(out.toByteArray()).isEqualTo(sent);
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String directory : List.of("test_files", "charset_files"))
            try (Stream<Path> all = Files.walk(FILES.resolve(directory))) {
                all.filter(file -> file.toString().endsWith(".dcm")).sorted().forEach(files::add);
            }
        return files;
    }
}
