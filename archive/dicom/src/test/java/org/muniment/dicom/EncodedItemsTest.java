package org.muniment.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.json.DicomJsonWriter;

class EncodedItemsTest {

    private static final int FRAMES = 500;

    static Stream<TransferSyntax> syntaxes() {
        return Stream.of(
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static Attributes multiFrame() {
        Attributes dataSet = new Attributes();
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        dataSet.setItems(
                Tag.PerFrameFunctionalGroupsSequence,
                IntStream.range(0, FRAMES).mapToObj(EncodedItemsTest::frame).toArray(Attributes[]::new));
        return dataSet;
    }

    private static Attributes frame(int number) {
        Attributes content = new Attributes();
        content.setBytes(Tag.FrameComments, VR.LT, new byte[] {'n', (byte) 0xe9});
        content.setInt(Tag.InStackPositionNumber, VR.UL, number);
        content.setBytes(0x00091001, VR.OW, new byte[number == 7 ? 100_000 : 4]);
        Attributes frame = new Attributes();
        frame.setItems(Tag.FrameContentSequence, content);
        frame.setItems(Tag.PixelMeasuresSequence);
        return frame;
    }

    private static Attributes readLeavingSequences(byte[] encoded, TransferSyntax syntax) throws IOException {
        ReadOptions options = ReadOptions.header(BulkSource.of(encoded)).withHeapLimit(8 << 10);
        return DicomReader.ofDataSet(encoded, syntax, options).read();
    }

    private static String json(Attributes dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomJsonWriter(out).write(dataSet);
        return out.toString(UTF_8);
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void shouldGiveWhatReadingIntoMemoryGives(TransferSyntax syntax) throws IOException {
        byte[] encoded = DicomWriter.toBytes(multiFrame(), syntax);
        Attributes held = DicomReader.readDataSet(encoded, syntax);
        Attributes left = readLeavingSequences(encoded, syntax);

        assertThat(left.get(Tag.PerFrameFunctionalGroupsSequence).value()).isInstanceOf(Value.Encoded.class);
        assertThat(json(left)).isEqualTo(json(held)).contains("né");
    }

    @Test
    void shouldLeaveLongValuesInTheSourceAndTheDataSetAsItIs() throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        Attributes left = readLeavingSequences(DicomWriter.toBytes(multiFrame(), syntax), syntax);
        int count = 0;
        try (EncodedItems items = EncodedItems.open(left, Tag.PerFrameFunctionalGroupsSequence)) {
            for (Attributes item = items.next(); item != null; item = items.next()) {
                Attributes content = item.getItem(Tag.FrameContentSequence);
                assertThat(content.getInt(Tag.InStackPositionNumber, -1)).isEqualTo(count);
                assertThat(content.get(0x00091001).value())
                        .isInstanceOf(count == 7 ? Value.Bulk.class : Value.Bytes.class);
                count++;
            }
        }

        assertThat(count).isEqualTo(FRAMES);
        assertThat(left.get(Tag.PerFrameFunctionalGroupsSequence).value()).isInstanceOf(Value.Encoded.class);
    }

    @Test
    void shouldRefuseAnItemThatDoesNotFitMemory() throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        Attributes[] parts = new Attributes[200_000];
        for (int i = 0; i < parts.length; i++) parts[i] = new Attributes();
        Attributes item = new Attributes();
        item.setItems(Tag.FrameContentSequence, parts);
        Attributes dataSet = new Attributes();
        dataSet.setItems(Tag.PerFrameFunctionalGroupsSequence, item);
        Attributes left = readLeavingSequences(DicomWriter.toBytes(dataSet, syntax), syntax);

        try (EncodedItems items = EncodedItems.open(left, Tag.PerFrameFunctionalGroupsSequence)) {
            assertThatThrownBy(items::next)
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("Item takes more than");
        }
    }

    @Test
    void shouldNotOpenAnythingElse() {
        for (int tag : List.of(Tag.PerFrameFunctionalGroupsSequence, Tag.SpecificCharacterSet, Tag.PatientID)) {
            assertThatThrownBy(() -> EncodedItems.open(multiFrame(), tag)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
