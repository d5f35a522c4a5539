package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.server.foreign.SampleFiles;
import org.muniment.server.foreign.SampleFiles.Sample;

/** pydicom's sample files that no archive can file, sent all the same by a sender that does not look. */
@ExtendWith(UnderAttack.class)
class UnstorableSamplesTest {

    /** No study (media directories, and what pydicom has cut down), cut off, and elements of a group the standard forbids. */
    private static final Map<String, String> EXPECTED = Map.of(
            "A901H (Study Instance UID is missing)",
            "chrSQEncoding.dcm chrSQEncoding1.dcm UN_sequence.dcm DICOMDIR DICOMDIR-bigEnd DICOMDIR-empty.dcm"
                    + " DICOMDIR-implicit DICOMDIR-nopatient DICOMDIR-reordered DICOMDIR empty_charset_LEI.dcm"
                    + " no_meta.dcm no_meta_group_length.dcm priv_SQ.dcm",
            "C000H (Command element after others at (0000,0000), offset 8)",
            "DICOMDIR-nooffset",
            "C000H (Stream ends after 8130 of the 8192 bytes of the value at (7FE0,0)",
            "MR_truncated.dcm",
            "C000H (Stream ends after 29 of the 50 bytes of the value at (300A,012C))",
            "rtplan_truncated.dcm",
            "C000H (An element of group 0001 stands in the data set)",
            "meta_missing_tsyntax.dcm nested_priv_SQ.dcm",
            // colour palettes: no patient's, so not negotiated
            "SOP class not accepted",
            "fall.dcm hotiron.dcm hotmetalblue.dcm pet.dcm pet20step.dcm spring.dcm summer.dcm winter.dcm");

    @Test
    void shouldNameTheReasonForEach(Target target) throws IOException {
        Set<Path> storable = SampleFiles.batches().stream()
                .flatMap(List::stream)
                .map(Sample::file)
                .collect(Collectors.toSet());
        Map<String, String> filesByAnswer = new TreeMap<>();
        for (Path file : SampleFiles.all()) {
            if (storable.contains(file)) continue;
            filesByAnswer.merge(answer(file, target), file.getFileName().toString(), (all, one) -> all + " " + one);
        }
        assertThat(filesByAnswer).isEqualTo(EXPECTED);
    }

    private static String answer(Path file, Target target) throws IOException {
        Instance instance = instance(Files.readAllBytes(file));
        try (ScuAssociation association =
                target.associateToStore(instance.sopClassUid(), instance.transferSyntaxUid())) {
            String answer =
                    association.acceptedTransferSyntaxes(instance.sopClassUid()).isEmpty()
                            ? "SOP class not accepted"
                            : target.store(association, instance).toString();
            target.shouldStoreAGoodInstance(association);
            return answer;
        }
    }

    /** Its data set, or all of it where there is none to be found, as the instance it says it is; else as a new one. */
    private static Instance instance(byte[] file) throws IOException {
        try {
            DicomReader reader = DicomReader.ofFile(
                    new ByteArrayInputStream(file), ReadOptions.IN_MEMORY.withStopBefore(Tag.StudyDate));
            int offset = (int) reader.dataSetOffset();
            Attributes start = reader.read();
            return new Instance(
                    start.getString(Tag.SOPClassUID, UID.CTImageStorage),
                    start.getString(Tag.SOPInstanceUID, Instance.freshUid()),
                    reader.transferSyntax().uid(),
                    Arrays.copyOfRange(file, offset, file.length));
        } catch (DicomFormatException e) {
            return Instance.ct(Instance.freshUid(), file);
        }
    }
}
