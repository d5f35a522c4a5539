package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every sample file of pydicom, through reader and writer. */
class SampleFilesTest {

    /** What we refuse, and why; pydicom reads the first three lazily, as far as they go. */
    private static final Map<String, String> REFUSED = Map.of(
            "MR_truncated.dcm", "Stream ends after 8130 of the 8192 bytes of the value at (7FE0,0010)",
            "rtplan_truncated.dcm", "Stream ends after 29 of the 50 bytes of the value at (300A,012C)",
            "DICOMDIR-nooffset", "Length 248 goes beyond what encloses it", // cut short within the last record
            "no_meta.dcm", "Neither a file header nor a data set"); // a stray byte before the first element

    /** What does not come out in the same bytes, because the input is not in order. */
    private static final Map<String, String> MENDED = Map.of(
            "chrJapMulti.dcm", "wrong group length",
            "chrKoreanMulti.dcm", "wrong group length",
            "693_J2KI.dcm", "wrong group length",
            "winter.dcm", "SOP Instance UID twice",
            "SC_rgb_jpeg.dcm", "declared explicit, but implicit",
            "image_dfl.dcm", "deflated by another compressor");

    static boolean isRefused(Path file) {
        return REFUSED.containsKey(file.getFileName().toString());
    }

    /** Which syntaxes a data set can be written in. */
    static Set<TransferSyntax> syntaxesFor(TransferSyntax original) {
        if (!original.isNative()) return Set.of(original);
        return Set.of(
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @Test
    void shouldRefuseExactlyTheBrokenOnes() throws IOException {
        for (Path file : Samples.all()) {
            String name = file.getFileName().toString();
            if (isRefused(file)) {
                assertThatThrownBy(() -> DicomReader.readFile(file))
                        .as(name)
                        .isInstanceOf(DicomFormatException.class)
                        .hasMessageStartingWith(REFUSED.get(name));
            } else {
                assertThat(DicomReader.readFile(file).dataSet().size()).as(name).isPositive();
            }
        }
    }

    @Test
    void shouldWriteEachInTheBytesItCameIn() throws IOException {
        for (Path file : Samples.all()) {
            String name = file.getFileName().toString();
            if (isRefused(file)) continue;
            byte[] original = Files.readAllBytes(file);
            DicomReader reader = DicomReader.ofFile(original, ReadOptions.IN_MEMORY);
            int dataSetStart = dataSetStart(reader);
            byte[] written = DicomWriter.toBytes(reader.read(), reader.transferSyntax());
            byte[] expected = Arrays.copyOfRange(original, dataSetStart, original.length);
            if (MENDED.containsKey(name)) assertThat(written).as(name).isNotEqualTo(expected);
            else assertThat(written).as(name).isEqualTo(expected);
        }
    }

    private static int dataSetStart(DicomReader reader) throws IOException {
        if (reader.fileMeta().isEmpty()) return reader.preamble() == null ? 0 : 132;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Attributes meta = new Attributes(reader.fileMeta());
        boolean hasLength = meta.contains(Tag.FileMetaInformationGroupLength);
        meta.remove(Tag.FileMetaInformationGroupLength);
        DicomWriter.writeDataSet(meta, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, out);
        return (reader.preamble() == null ? 0 : 132) + (hasLength ? 12 : 0) + out.size();
    }

    @Test
    void shouldReadBackEqualWhatWasWrittenInEachSyntax() throws IOException {
        for (Path file : Samples.all()) {
            String name = file.getFileName().toString();
            if (isRefused(file)) continue;
            DicomReader reader = DicomReader.ofFile(Files.readAllBytes(file), ReadOptions.IN_MEMORY);
            Attributes dataSet = reader.read();
            for (TransferSyntax syntax : syntaxesFor(reader.transferSyntax())) {
                Attributes back = DicomReader.readDataSet(DicomWriter.toBytes(dataSet, syntax), syntax);
                assertThat(DataSetDump.of(back, syntax.explicitVr()))
                        .as(name + " in " + syntax)
                        .isEqualTo(DataSetDump.of(dataSet, syntax.explicitVr()));
            }
        }
    }
}
