package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.Raw.UNDEFINED;
import static org.muniment.dicom.TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
import static org.muniment.dicom.TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BulkValuesTest {

    private static final TransferSyntax JPEG = TransferSyntax.of(UID.JPEGBaseline8Bit);

    private final Attributes ct = SyntheticCt.withPixels(300_000);

    private static DicomReader header(byte[] bytes, TransferSyntax syntax) {
        return DicomReader.ofDataSet(new ByteArrayInputStream(bytes), syntax, ReadOptions.header(BulkSource.of(bytes)));
    }

    private static byte[] contentOf(Value value) throws IOException {
        Value.Bulk bulk = (Value.Bulk) value;
        try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldLeavePixelDataWhereItLies() throws IOException {
        byte[] bytes = DicomWriter.toBytes(ct, EXPLICIT_VR_LITTLE_ENDIAN);
        Attributes dataSet = header(bytes, EXPLICIT_VR_LITTLE_ENDIAN).read();
        Value.Bulk pixels = (Value.Bulk) dataSet.get(Tag.PixelData).value();
        assertThat(pixels.offset()).isEqualTo(bytes.length - 300_000);
        assertThat(pixels.length()).isEqualTo(300_000);
        assertThat(contentOf(pixels)).isEqualTo(ct.getBytes(Tag.PixelData));
        assertThat(dataSet.containsValue(Tag.PixelData)).isTrue();
        assertThat(dataSet.getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
    }

    @Test
    void shouldLeaveEvenShortPixelDataWhereItLies() throws IOException {
        byte[] bytes = DicomWriter.toBytes(SyntheticCt.withPixels(2), EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(header(bytes, EXPLICIT_VR_LITTLE_ENDIAN)
                        .read()
                        .get(Tag.PixelData)
                        .value())
                .isInstanceOf(Value.Bulk.class);
    }

    @Test
    void shouldCountOffsetsFromTheGivenBase() throws IOException {
        byte[] bytes = DicomWriter.toBytes(ct, EXPLICIT_VR_LITTLE_ENDIAN);
        ReadOptions options = ReadOptions.header(BulkSource.of(bytes)).withBaseOffset(1000);
        DicomReader reader = DicomReader.ofDataSet(new ByteArrayInputStream(bytes), EXPLICIT_VR_LITTLE_ENDIAN, options);
        Value.Bulk pixels = (Value.Bulk) reader.read().get(Tag.PixelData).value();
        assertThat(pixels.offset()).isEqualTo(1000 + bytes.length - 300_000);
        assertThat(reader.position()).isEqualTo(1000 + bytes.length);
    }

    @Test
    void shouldWriteBulkInEitherByteOrderAndFromTheDeflated() throws IOException {
        for (TransferSyntax from : SampleFilesTest.syntaxesFor(EXPLICIT_VR_LITTLE_ENDIAN)) {
            byte[] bytes = DicomWriter.toBytes(ct, from);
            Attributes dataSet = header(bytes, from).read();
            assertThat(dataSet.get(Tag.PixelData).value()).isInstanceOf(Value.Bulk.class);
            for (TransferSyntax to : SampleFilesTest.syntaxesFor(EXPLICIT_VR_LITTLE_ENDIAN)) {
                assertThat(DicomReader.readDataSet(DicomWriter.toBytes(dataSet, to), to)
                                .getBytes(Tag.PixelData))
                        .as(from + " to " + to)
                        .isEqualTo(ct.getBytes(Tag.PixelData));
            }
        }
    }

    @Test
    void shouldSayWhenABulkValueIsNoLongerThereInFull() throws IOException {
        byte[] bytes = DicomWriter.toBytes(ct, EXPLICIT_VR_LITTLE_ENDIAN);
        ReadOptions options = ReadOptions.header(BulkSource.of(Arrays.copyOf(bytes, bytes.length - 10)));
        Attributes dataSet =
                DicomReader.ofDataSet(bytes, EXPLICIT_VR_LITTLE_ENDIAN, options).read();
        assertThatThrownBy(() ->
                        DicomWriter.writeDataSet(dataSet, EXPLICIT_VR_LITTLE_ENDIAN, OutputStream.nullOutputStream()))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("10 of 300000 bytes early");
    }

    @Test
    void shouldRecordWhereEachFragmentLies() throws IOException {
        byte[] bytes = Raw.littleEndian()
                .explicitLong(Tag.PixelData, "OB", UNDEFINED)
                .item(4)
                .u32(0)
                .item(6)
                .text("frag 1")
                .item(2)
                .text("f2")
                .sequenceEnd()
                .bytes();
        Attributes dataSet = header(bytes, JPEG).read();
        List<Value> fragments = ((Value.Fragments) dataSet.get(Tag.PixelData).value()).fragments();
        assertThat(fragments.get(0)).isEqualTo(new Value.Bytes(new byte[4]));
        assertThat(contentOf(fragments.get(1))).asString().isEqualTo("frag 1");
        assertThat(((Value.Bulk) fragments.get(2)).offset()).isEqualTo(12 + 12 + 14 + 8);
        assertThat(DicomWriter.toBytes(dataSet, JPEG)).isEqualTo(bytes);
    }

    @Nested
    class BeyondTheMemoryGranted {

        private final Attributes large = new Attributes();

        BeyondTheMemoryGranted() {
            Attributes[] contours = new Attributes[2000];
            for (int i = 0; i < contours.length; i++) {
                contours[i] = new Attributes();
                contours[i].setString(Tag.ContourData, VR.DS, "1.5\\2.5\\" + i);
                contours[i].setInt(Tag.SmallestImagePixelValue, VR.SS, -i);
            }
            large.setString(Tag.Modality, VR.CS, "RTSTRUCT");
            large.setInt(Tag.PixelRepresentation, VR.US, 1);
            large.setItems(Tag.ROIContourSequence, contours);
            large.setString(Tag.ApprovalStatus, VR.CS, "APPROVED");
        }

        private Attributes read(byte[] bytes, TransferSyntax syntax) throws IOException {
            ReadOptions options = ReadOptions.header(BulkSource.of(bytes)).withHeapLimit(20_000);
            return DicomReader.ofDataSet(new ByteArrayInputStream(bytes), syntax, options)
                    .read();
        }

        @Test
        void shouldLeaveTheSequenceWhereItLiesAndReadOn() throws IOException {
            Attributes dataSet = read(DicomWriter.toBytes(large, EXPLICIT_VR_LITTLE_ENDIAN), EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.get(Tag.ROIContourSequence).value()).isInstanceOf(Value.Encoded.class);
            assertThat(dataSet.getString(Tag.ApprovalStatus)).isEqualTo("APPROVED");
        }

        @Test
        void shouldWriteItInAnySyntaxNevertheless() throws IOException {
            for (WriteOptions.SequenceLength lengths : WriteOptions.SequenceLength.values()) {
                for (TransferSyntax from : SampleFilesTest.syntaxesFor(EXPLICIT_VR_LITTLE_ENDIAN)) {
                    ByteArrayOutputStream source = new ByteArrayOutputStream();
                    DicomWriter.writeDataSet(large, from, source, new WriteOptions(lengths, true));
                    Attributes dataSet = read(source.toByteArray(), from);
                    assertThat(dataSet.get(Tag.ROIContourSequence).value()).isInstanceOf(Value.Encoded.class);
                    for (TransferSyntax to : SampleFilesTest.syntaxesFor(EXPLICIT_VR_LITTLE_ENDIAN)) {
                        assertThat(DicomReader.readDataSet(DicomWriter.toBytes(dataSet, to), to))
                                .as(lengths + ", " + from + " to " + to)
                                .isEqualTo(large);
                    }
                }
            }
        }

        @Test
        void shouldWriteItInTheSameBytesInTheSameSyntax() throws IOException {
            byte[] bytes = DicomWriter.toBytes(large, IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(DicomWriter.toBytes(read(bytes, IMPLICIT_VR_LITTLE_ENDIAN), IMPLICIT_VR_LITTLE_ENDIAN))
                    .isEqualTo(bytes);
        }

        @Test
        void shouldCountWhatItCannotHoldInGroupLengths() throws IOException {
            large.setInt(0x30060000, VR.UL, 0);
            byte[] bytes = DicomWriter.toBytes(large, EXPLICIT_VR_LITTLE_ENDIAN);
            int length =
                    DicomReader.readDataSet(bytes, EXPLICIT_VR_LITTLE_ENDIAN).getInt(0x30060000, 0);
            Attributes dataSet = read(bytes, EXPLICIT_VR_LITTLE_ENDIAN);
            byte[] implicit = DicomWriter.toBytes(dataSet, IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(length).isEqualTo(groupLength(bytes, EXPLICIT_VR_LITTLE_ENDIAN));
            assertThat(DicomReader.readDataSet(implicit, IMPLICIT_VR_LITTLE_ENDIAN)
                            .getInt(0x30060000, 0))
                    .isEqualTo(groupLength(implicit, IMPLICIT_VR_LITTLE_ENDIAN));
        }

        /** Counted by position: from behind the group length to the first element of group 300E. */
        private int groupLength(byte[] bytes, TransferSyntax syntax) throws IOException {
            DicomReader toStart =
                    DicomReader.ofDataSet(bytes, syntax, ReadOptions.IN_MEMORY.withStopBefore(0x30060000));
            toStart.read();
            DicomReader toEnd = DicomReader.ofDataSet(bytes, syntax, ReadOptions.IN_MEMORY.withStopBefore(0x300E0000));
            toEnd.read();
            return (int) (toEnd.position() - toStart.position()) - 12;
        }

        @Test
        void shouldLeaveFragmentsWhereTheyLie() throws IOException {
            Raw video = Raw.littleEndian()
                    .explicitLong(Tag.PixelData, "OB", UNDEFINED)
                    .item(0);
            for (int i = 0; i < 1000; i++) video.item(2).u16(i);
            byte[] bytes = video.sequenceEnd().bytes();
            Attributes dataSet = read(bytes, JPEG);
            assertThat(dataSet.get(Tag.PixelData).value()).isInstanceOf(Value.Encoded.class);
            assertThat(DicomWriter.toBytes(dataSet, JPEG)).isEqualTo(bytes);
            assertThatThrownBy(() -> DicomWriter.writeDataSet(
                            dataSet, IMPLICIT_VR_LITTLE_ENDIAN, OutputStream.nullOutputStream()))
                    .isInstanceOf(TransferSyntaxException.class);
        }

        @Test
        void shouldKeepRoomForShortValuesBehindLongOnes() throws IOException {
            Attributes dataSet = new Attributes();
            dataSet.setString(0x00090010, VR.LO, "MAKER");
            for (int i = 0; i < 10; i++) dataSet.setBytes(0x00091000 + i, VR.UN, new byte[4000]);
            dataSet.setString(Tag.StudyInstanceUID, VR.UI, "1.2.3");
            Attributes back = read(DicomWriter.toBytes(dataSet, EXPLICIT_VR_BIG_ENDIAN), EXPLICIT_VR_BIG_ENDIAN);
            assertThat(back.getString(Tag.StudyInstanceUID)).isEqualTo("1.2.3");
            assertThat(back.get(0x00091009).value()).isInstanceOf(Value.Bulk.class);
        }

        @Test
        void shouldRefuseMoreElementsThanEvenReferencesHaveRoomFor() {
            Raw many = Raw.littleEndian();
            for (int i = 0; i < 300; i++) many.explicit(0x00091000 + i, "LO", 0);
            assertThatThrownBy(() -> read(many.bytes(), EXPLICIT_VR_LITTLE_ENDIAN))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("more than 20000 bytes of memory");
        }

        @Test
        void shouldRefuseAllBeyondWhereNothingCanBeLeftBehind() {
            byte[] bytes = DicomWriter.toBytes(large, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
            assertThatThrownBy(() -> DicomReader.ofDataSet(
                                    bytes,
                                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                                    ReadOptions.IN_MEMORY.withHeapLimit(20_000))
                            .read())
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("more than 20000 bytes of memory");
        }
    }
}
