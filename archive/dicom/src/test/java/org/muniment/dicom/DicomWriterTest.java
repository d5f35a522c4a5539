package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.Raw.UNDEFINED;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
import static org.muniment.dicom.TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.WriteOptions.SequenceLength;

class DicomWriterTest {

    private static byte[] write(Attributes dataSet, TransferSyntax syntax, SequenceLength lengths) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.writeDataSet(dataSet, syntax, out, new WriteOptions(lengths, true));
        return out.toByteArray();
    }

    @Nested
    class Sequences {

        private final byte[] mixed = Raw.littleEndian()
                .explicitLong(Tag.ReferencedStudySequence, "SQ", 8 + 20 + 8 + 10)
                .item(UNDEFINED)
                .explicitLong(Tag.PurposeOfReferenceCodeSequence, "SQ", 0)
                .itemEnd()
                .item(10)
                .explicit(Tag.Rows, "US", 2)
                .u16(1)
                .explicitLong(Tag.ReferencedSeriesSequence, "SQ", UNDEFINED)
                .item(0)
                .item(UNDEFINED)
                .itemEnd()
                .sequenceEnd()
                .bytes();

        @Test
        void shouldEndAsTheyWereRead() throws IOException {
            Attributes dataSet = DicomReader.readDataSet(mixed, EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(write(dataSet, EXPLICIT_VR_LITTLE_ENDIAN, SequenceLength.AS_READ))
                    .isEqualTo(mixed);
        }

        @Test
        void shouldEndAsAskedFor() throws IOException {
            Attributes dataSet = DicomReader.readDataSet(mixed, EXPLICIT_VR_LITTLE_ENDIAN);
            byte[] explicit = write(dataSet, EXPLICIT_VR_LITTLE_ENDIAN, SequenceLength.EXPLICIT);
            byte[] undefined = write(dataSet, EXPLICIT_VR_LITTLE_ENDIAN, SequenceLength.UNDEFINED);
            assertThat(explicit).hasSize(12 + 8 + 12 + 8 + 10 + 12 + 8 + 8);
            assertThat(undefined).hasSize(explicit.length + 3 * 8 + 4 * 8);
            assertThat(DicomReader.readDataSet(explicit, EXPLICIT_VR_LITTLE_ENDIAN))
                    .isEqualTo(dataSet);
            assertThat(DicomReader.readDataSet(undefined, EXPLICIT_VR_LITTLE_ENDIAN))
                    .isEqualTo(dataSet);
        }

        @Test
        void shouldGoBackToUnknownWhereTheyCameSo() throws IOException {
            byte[] unknown = Raw.littleEndian()
                    .explicitLong(0x00091001, "UN", UNDEFINED)
                    .item(10)
                    .implicit(Tag.Rows, 2)
                    .u16(1)
                    .sequenceEnd()
                    .explicitLong(Tag.ReferencedStudySequence, "UN", 8)
                    .item(0)
                    .bytes();
            // Tags are out of order, so that each goes through on its own.
            for (byte[] one :
                    new byte[][] {Arrays.copyOf(unknown, 38), Arrays.copyOfRange(unknown, 38, unknown.length)}) {
                Attributes dataSet = DicomReader.readDataSet(one, EXPLICIT_VR_LITTLE_ENDIAN);
                assertThat(dataSet.elements().iterator().next().vr()).isEqualTo(VR.SQ);
                assertThat(DicomWriter.toBytes(dataSet, EXPLICIT_VR_LITTLE_ENDIAN))
                        .isEqualTo(one);
            }
        }

        @Test
        void shouldStayRecognisableAsSequencesWherePrivateInImplicitVr() throws IOException {
            Attributes item = new Attributes();
            item.setString(Tag.PatientID, VR.LO, "P1");
            Attributes dataSet = new Attributes();
            dataSet.setItems(0x00091001, item);
            byte[] bytes = write(dataSet, IMPLICIT_VR_LITTLE_ENDIAN, SequenceLength.EXPLICIT);
            assertThat(DicomReader.readDataSet(bytes, IMPLICIT_VR_LITTLE_ENDIAN))
                    .isEqualTo(dataSet);
        }
    }

    @Nested
    class GroupLengths {

        private final Attributes dataSet = new Attributes();

        GroupLengths() {
            dataSet.setInt(0x00080000, VR.UL, 4711);
            dataSet.setString(Tag.Modality, VR.CS, "CT");
            dataSet.setItems(Tag.ReferencedStudySequence, new Attributes());
            dataSet.setString(Tag.PatientID, VR.LO, "P1");
        }

        @Test
        void shouldBeMadeRight() throws IOException {
            byte[] bytes = DicomWriter.toBytes(dataSet, EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(DicomReader.readDataSet(bytes, EXPLICIT_VR_LITTLE_ENDIAN).getInt(0x00080000, 0))
                    .isEqualTo(10 + 12 + 8);
        }

        @Test
        void shouldBeLeftOutOnDemand() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DicomWriter.writeDataSet(
                    dataSet, EXPLICIT_VR_LITTLE_ENDIAN, out, new WriteOptions(SequenceLength.AS_READ, false));
            assertThat(out.size()).isEqualTo(10 + 12 + 8 + 10);
        }
    }

    @Test
    void shouldWriteWhatIsTooLongForItsVrAsUnknown() throws IOException {
        Attributes dataSet = new Attributes();
        dataSet.setBytes(Tag.PixelSpacing, VR.DS, "1\\".repeat(40_000).getBytes());
        dataSet.setBytes(Tag.HistogramData, VR.UL, new byte[] {1, 2, 3, 4});
        dataSet.setBytes(Tag.FrameIncrementPointer, VR.AT, new byte[70_000]);
        dataSet.getBytes(Tag.FrameIncrementPointer)[0] = 1;
        for (TransferSyntax syntax : List.of(EXPLICIT_VR_LITTLE_ENDIAN, EXPLICIT_VR_BIG_ENDIAN)) {
            Attributes back = DicomReader.readDataSet(DicomWriter.toBytes(dataSet, syntax), syntax);
            assertThat(back.get(Tag.PixelSpacing).vr()).isEqualTo(VR.UN);
            assertThat(back.get(Tag.HistogramData).vr()).isEqualTo(VR.UL);
            assertThat(DataSetDump.of(back, false)).isEqualTo(DataSetDump.of(dataSet, false));
        }
    }

    @Test
    void shouldRefuseFragmentsInANativeSyntax() {
        Attributes dataSet = new Attributes();
        dataSet.put(new Attributes.Element(
                Tag.PixelData, VR.OB, new Value.Fragments(new ArrayList<>(List.of(Value.Bytes.EMPTY)))));
        assertThatThrownBy(
                        () -> DicomWriter.writeDataSet(dataSet, EXPLICIT_VR_LITTLE_ENDIAN, new ByteArrayOutputStream()))
                .isInstanceOf(TransferSyntaxException.class)
                .hasMessageContaining("cannot be written in 1.2.840.10008.1.2.1 undecoded");
    }

    @Test
    void shouldPadADeflatedDataSetToEvenLength() throws IOException {
        for (int length = 0; length < 20; length++) {
            Attributes dataSet = new Attributes();
            dataSet.setString(Tag.PatientComments, VR.LT, "abcdefghijklmnopqrstuvwxyz".substring(0, length));
            byte[] bytes = DicomWriter.toBytes(dataSet, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(bytes.length % 2).isZero();
            assertThat(DicomReader.readDataSet(bytes, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN))
                    .isEqualTo(dataSet);
        }
    }

    @Test
    void shouldLeadACommandSetByItsLength() throws IOException {
        Attributes command = new Attributes();
        command.setInt(Tag.CommandField, VR.US, 0x0030);
        command.setInt(Tag.MessageID, VR.US, 7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.writeCommandSet(command, out);
        assertThat(out.toByteArray())
                .isEqualTo(Raw.littleEndian()
                        .implicit(Tag.CommandGroupLength, 4)
                        .u32(20)
                        .implicit(Tag.CommandField, 2)
                        .u16(0x30)
                        .implicit(Tag.MessageID, 2)
                        .u16(7)
                        .bytes());
        assertThat(command.contains(Tag.CommandGroupLength)).isFalse();
    }

    @Test
    void shouldWriteAFileThatNamesItsWriter() throws IOException {
        Attributes dataSet = new Attributes();
        dataSet.setString(Tag.PatientID, VR.LO, "P1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.writeFile(new FileMeta("1.2", "1.3", UID.ImplicitVRLittleEndian).toAttributes(), dataSet, out);
        DicomReader reader = DicomReader.ofFile(out.toByteArray(), ReadOptions.IN_MEMORY);
        assertThat(reader.fileMeta().getString(Tag.ImplementationClassUID))
                .isEqualTo(FileMeta.IMPLEMENTATION_CLASS_UID)
                .hasSizeLessThanOrEqualTo(64);
        assertThat(reader.fileMeta().getInt(Tag.FileMetaInformationGroupLength, 0))
                .isEqualTo((int) reader.dataSetOffset() - 132 - 12);
        assertThat(reader.read()).isEqualTo(dataSet);
    }

    @Test
    void shouldRefuseMetaInformationWithoutTransferSyntax() {
        assertThatThrownBy(() -> DicomWriter.writeFile(new Attributes(), new Attributes(), new ByteArrayOutputStream()))
                .isInstanceOf(TransferSyntaxException.class);
    }
}
