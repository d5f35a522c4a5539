package org.muniment.server.foreign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFile;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Tag;

/** The sample files of Debian's python3-pydicom. */
public final class SampleFiles {

    private static final Path ROOT = Path.of("/usr/lib/python3/dist-packages/pydicom/data");

    /** A sample that has what an archive files by. */
    public record Sample(Path file, String transferSyntax, Attributes dataSet) {
        public String uid(int tag) {
            return dataSet.getString(tag);
        }
    }

    private SampleFiles() {}

    /** Whatever is not obviously something else than DICOM. */
    public static List<Path> all() throws IOException {
        assumeTrue(Files.isDirectory(ROOT), "python3-pydicom is not installed; ops/test.sh installs it");
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().matches(".*\\.(py|pyc|json|txt|xml|md|gz|dump)|README"))
                    .sorted()
                    .toList();
        }
    }

    /** One that a test wants in particular. */
    public static Path named(String name) {
        assumeTrue(Files.isDirectory(ROOT), "python3-pydicom is not installed; ops/test.sh installs it");
        return ROOT.resolve("test_files").resolve(name);
    }

    /** Those with all UIDs, in groups within which no SOP Instance UID comes twice: the samples share some. */
    public static List<List<Sample>> batches() throws IOException {
        List<List<Sample>> batches = new ArrayList<>();
        List<Set<String>> uids = new ArrayList<>();
        for (Path file : all()) {
            Sample sample = read(file);
            if (sample == null) continue;
            int batch = 0;
            while (batch < batches.size() && uids.get(batch).contains(sample.uid(Tag.SOPInstanceUID))) batch++;
            if (batch == batches.size()) {
                batches.add(new ArrayList<>());
                uids.add(new HashSet<>());
            }
            batches.get(batch).add(sample);
            uids.get(batch).add(sample.uid(Tag.SOPInstanceUID));
        }
        return batches;
    }

    private static Sample read(Path file) throws IOException {
        try {
            DicomFile dicom = DicomReader.readFile(file);
            Sample sample = new Sample(file, dicom.transferSyntax().uid(), dicom.dataSet());
            for (int tag :
                    new int[] {Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID}) {
                if (sample.uid(tag) == null) return null;
            }
            return sample;
        } catch (DicomFormatException e) {
            return null;
        }
    }
}
