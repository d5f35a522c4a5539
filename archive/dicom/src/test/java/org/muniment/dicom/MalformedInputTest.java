package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.Raw.UNDEFINED;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

/** Each malformation is named together with the element and the offset it was met at. */
class MalformedInputTest {

    private static Raw afterOneElement() {
        return Raw.littleEndian().explicit(Tag.Modality, "CS", 2).text("CT");
    }

    private static void refused(Raw raw, String problem, String tag, long offset) {
        assertThatThrownBy(() -> raw.read(EXPLICIT_VR_LITTLE_ENDIAN))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(problem)
                .hasMessageEndingWith("at " + tag + ", offset " + offset);
    }

    @Test
    void shouldNameATruncatedValue() {
        refused(
                afterOneElement().explicit(Tag.PatientID, "LO", 8).text("P1"),
                "Stream ends after 2 of the 8 bytes of the value",
                "(0010,0020)",
                10);
    }

    @Test
    void shouldNameATruncatedHeader() {
        refused(afterOneElement().tag(Tag.PatientID), "Stream ends within", "(0008,0060)", 10);
        refused(afterOneElement().tag(Tag.PixelData).text("OW").u16(0), "within the header", "(7FE0,0010)", 10);
    }

    @Test
    void shouldNameAnElementThatGoesBeyondItsItem() {
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", 18)
                        .item(10)
                        .explicit(Tag.PatientID, "LO", 20)
                        .text("P1                  "),
                "Length 20 goes beyond what encloses it, which ends at offset 30,",
                "(0010,0020)",
                20);
    }

    @Test
    void shouldNameAnItemThatGoesBeyondItsSequence() {
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", 18)
                        .item(11)
                        .explicit(Tag.PatientID, "LO", 2)
                        .text("P1"),
                "Length 11 goes beyond",
                "(FFFE,E000)",
                12);
    }

    @Test
    void shouldNameStrayBytesAtTheEndOfAnItem() {
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", 21)
                        .item(13)
                        .explicit(Tag.PatientID, "LO", 2)
                        .text("P1xyz"),
                "Stray bytes at the end of the item",
                "(0008,1110)",
                30);
    }

    @Test
    void shouldNameDelimitersInTheWrongPlace() {
        refused(afterOneElement().itemEnd(), "in the wrong place", "(FFFE,E00D)", 10);
        refused(afterOneElement().sequenceEnd(), "in the wrong place", "(FFFE,E0DD)", 10);
        refused(afterOneElement().item(0), "in the wrong place", "(FFFE,E000)", 10);
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", UNDEFINED)
                        .item(UNDEFINED)
                        .sequenceEnd(),
                "in the wrong place",
                "(FFFE,E0DD)",
                20);
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", UNDEFINED)
                        .itemEnd(),
                "Expected an item of (0008,1110)",
                "(FFFE,E00D)",
                12);
    }

    @Test
    void shouldNameASequenceWithoutItems() {
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", UNDEFINED)
                        .explicit(Tag.PatientID, "LO", 0),
                "Expected an item of (0008,1110)",
                "(0010,0020)",
                12);
    }

    @Test
    void shouldNameWhatIsNeverClosed() {
        refused(
                Raw.littleEndian()
                        .explicitLong(Tag.ReferencedStudySequence, "SQ", UNDEFINED)
                        .item(UNDEFINED),
                "Stream ends within the item",
                "(0008,1110)",
                20);
        refused(
                Raw.littleEndian().explicitLong(Tag.PixelData, "OB", UNDEFINED).item(0),
                "Stream ends within the encapsulated pixel data",
                "(7FE0,0010)",
                20);
    }

    @Test
    void shouldNameAFragmentOfUndefinedLength() {
        refused(
                Raw.littleEndian().explicitLong(Tag.PixelData, "OB", UNDEFINED).item(UNDEFINED),
                "Fragment of undefined length",
                "(FFFE,E000)",
                12);
    }

    @Test
    void shouldNameAnUndefinedLengthWhereThereCannotBeOne() {
        refused(
                Raw.littleEndian().explicitLong(Tag.TextValue, "UT", UNDEFINED).item(0),
                "Undefined length, which VR UT cannot have,",
                "(0040,A160)",
                0);
    }

    @Test
    void shouldNameJunkAfterTheDataSet() {
        refused(afterOneElement().u32(0).u32(0).text("junk"), "Command element after others", "(0000,0000)", 10);
    }

    @Test
    void shouldRefuseNestingBeyondTheLimitAndReadItBelow() throws IOException {
        Raw deep = Raw.littleEndian();
        for (int i = 0; i < 500; i++) {
            deep.explicitLong(Tag.ContentSequence, "SQ", UNDEFINED).item(UNDEFINED);
        }
        for (int i = 0; i < 500; i++) deep.itemEnd().sequenceEnd();
        refused(deep, "Sequences nest deeper than 64 levels", "(0040,A730)", 64 * 20);

        Attributes dataSet = DicomReader.ofDataSet(
                        deep.bytes(), EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.IN_MEMORY.withMaxDepth(500))
                .read();
        assertThat(DicomWriter.toBytes(dataSet, EXPLICIT_VR_LITTLE_ENDIAN)).isEqualTo(deep.bytes());
        assertThat(dataSet.hashCode()).isEqualTo(dataSet.hashCode());
    }

    @Test
    void shouldNotReserveMemoryForADeclaredLength() {
        Raw liar = Raw.littleEndian()
                .explicitLong(Tag.PixelData, "OB", 1_000_000_000)
                .text("little");
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream(liar.bytes()), new ByteArrayInputStream(new byte[1 << 20]));
        ReadOptions unlimited = ReadOptions.IN_MEMORY.withHeapLimit(ReadOptions.MOST_HEAP);
        assertThatThrownBy(() -> DicomReader.ofDataSet(in, EXPLICIT_VR_LITTLE_ENDIAN, unlimited)
                        .read())
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("Stream ends after 1048582 of the 1000000000 bytes");
    }

    @Test
    void shouldNameACorruptDeflateStream() {
        assertThatThrownBy(() -> DicomReader.readDataSet(
                        new byte[] {(byte) 0xff, 1, 2, 3, 4}, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("Corrupt deflate stream");
    }

    @Test
    void shouldNameWhatIsNoDicomAtAll() {
        for (String text : new String[] {"GIF89a..................", "x", "%PDF-1.4 and more of it"}) {
            assertThatThrownBy(() ->
                            DicomReader.ofFile(Raw.littleEndian().text(text).bytes(), ReadOptions.IN_MEMORY))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("Neither a file header nor a data set");
        }
    }
}
