package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.dicom.Raw.UNDEFINED;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
import static org.muniment.dicom.TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DicomReaderTest {

    @Nested
    class InImplicitVr {

        @Test
        void shouldTakeVrsFromTheDictionary() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .implicit(Tag.PatientName, 4)
                    .text("A^B ")
                    .implicit(Tag.Rows, 2)
                    .u16(512)
                    .read(IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getString(Tag.PatientName)).isEqualTo("A^B");
            assertThat(dataSet.get(Tag.Rows).vr()).isEqualTo(VR.US);
            assertThat(dataSet.getInt(Tag.Rows, 0)).isEqualTo(512);
        }

        @Test
        void shouldDecideBetweenSignedAndUnsignedByThePixelRepresentationAround() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .implicit(Tag.PixelRepresentation, 2)
                    .u16(1)
                    .implicit(Tag.SmallestImagePixelValue, 2)
                    .u16(-5)
                    .implicit(Tag.ModalityLUTSequence, 8 + 10)
                    .item(10)
                    .implicit(Tag.RealWorldValueFirstValueMapped, 2)
                    .u16(-6)
                    .read(IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getInt(Tag.SmallestImagePixelValue, 0)).isEqualTo(-5);
            assertThat(dataSet.getItem(Tag.ModalityLUTSequence).getInt(Tag.RealWorldValueFirstValueMapped, 0))
                    .isEqualTo(-6);
        }

        @Test
        void shouldTakeAPrivateElementOfUndefinedLengthAsASequence() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .implicit(0x00091001, UNDEFINED)
                    .item(UNDEFINED)
                    .implicit(Tag.PatientID, 2)
                    .text("P1")
                    .itemEnd()
                    .sequenceEnd()
                    .read(IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.get(0x00091001).vr()).isEqualTo(VR.SQ);
            assertThat(dataSet.getItem(0x00091001).getString(Tag.PatientID)).isEqualTo("P1");
        }
    }

    @Nested
    class InExplicitVr {

        @Test
        void shouldTurnBigEndianNumbersAroundButNotText() throws IOException {
            Attributes dataSet = Raw.bigEndian()
                    .explicit(Tag.FrameIncrementPointer, "AT", 4)
                    .tag(Tag.FrameTime)
                    .explicit(Tag.Rows, "US", 2)
                    .u16(512)
                    .explicit(Tag.ReferencePixelX0, "SL", 4)
                    .u32(-7)
                    .explicitLong(Tag.PixelData, "OW", 4)
                    .u16(1)
                    .u16(2)
                    .read(EXPLICIT_VR_BIG_ENDIAN);
            assertThat(dataSet.getString(Tag.FrameIncrementPointer)).isEqualTo("00181063");
            assertThat(dataSet.getInt(Tag.Rows, 0)).isEqualTo(512);
            assertThat(dataSet.getInt(Tag.ReferencePixelX0, 0)).isEqualTo(-7);
            assertThat(dataSet.getBytes(Tag.PixelData)).containsExactly(1, 0, 2, 0);
        }

        @Test
        void shouldReadUnknownOfUndefinedLengthAsImplicitVr() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicitLong(0x00091001, "UN", UNDEFINED)
                    .item(UNDEFINED)
                    .implicit(Tag.PatientID, 2)
                    .text("P1")
                    .itemEnd()
                    .sequenceEnd()
                    .explicit(Tag.PatientName, "PN", 2)
                    .text("B ")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getItem(0x00091001).getString(Tag.PatientID)).isEqualTo("P1");
            assertThat(dataSet.getString(Tag.PatientName)).isEqualTo("B");
        }

        @Test
        void shouldReadUnknownInBigEndianAsLittleEndianInside() throws IOException {
            byte[] items = Raw.littleEndian()
                    .item(10)
                    .implicit(Tag.Rows, 2)
                    .u16(3)
                    .sequenceEnd()
                    .bytes();
            Attributes dataSet = Raw.bigEndian()
                    .explicitLong(0x00091001, "UN", UNDEFINED)
                    .bytes(items)
                    .explicit(Tag.Columns, "US", 2)
                    .u16(4)
                    .read(EXPLICIT_VR_BIG_ENDIAN);
            assertThat(dataSet.getItem(0x00091001).getInt(Tag.Rows, 0)).isEqualTo(3);
            assertThat(dataSet.getInt(Tag.Columns, 0)).isEqualTo(4);
        }

        @Test
        void shouldReadAKnownSequenceThatCameAsUnknownWithItsLength() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicitLong(Tag.ReferencedStudySequence, "UN", 18)
                    .item(10)
                    .implicit(Tag.ReferencedSOPClassUID, 2)
                    .text("1\0")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getItem(Tag.ReferencedStudySequence).getString(Tag.ReferencedSOPClassUID))
                    .isEqualTo("1");
        }

        @Test
        void shouldKeepOtherKnownElementsThatCameAsUnknown() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicitLong(Tag.PatientID, "UN", 2)
                    .text("P1")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.get(Tag.PatientID).vr()).isEqualTo(VR.UN);
        }

        @Test
        void shouldReadAVrOfTheFutureByItsLongLength() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicit(Tag.Modality, "CS", 2)
                    .text("CT")
                    .explicitLong(0x00091001, "XY", 4)
                    .u32(7)
                    .explicit(Tag.PatientID, "LO", 2)
                    .text("P1")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.get(0x00091001).vr()).isEqualTo(VR.UN);
            assertThat(dataSet.getBytes(0x00091001)).hasSize(4);
            assertThat(dataSet.getString(Tag.PatientID)).isEqualTo("P1");
        }

        @Test
        void shouldReadBrokenVrLettersByTheDictionary() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicit(Tag.Modality, "CS", 2)
                    .text("CT")
                    .explicit(Tag.PatientID, "??", 2)
                    .text("P1")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getString(Tag.PatientID)).isEqualTo("P1");
        }

        @Test
        void shouldReadPrivateItemsThatAreImplicitNevertheless() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicitLong(0x00091001, "SQ", 18)
                    .item(10)
                    .implicit(Tag.Rows, 2)
                    .u16(3)
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getItem(0x00091001).getInt(Tag.Rows, 0)).isEqualTo(3);
        }
    }

    @Nested
    class OfAFile {

        private final byte[] dataSet =
                Raw.littleEndian().explicit(Tag.PatientID, "LO", 2).text("P1").bytes();

        @Test
        void shouldReadPreambleAndMetaInformation() throws IOException {
            byte[] preamble = new byte[128];
            preamble[0] = 'I';
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DicomWriter.writeFileHeader(
                    preamble, new FileMeta("1.2", "1.3", UID.ExplicitVRLittleEndian).toAttributes(), out);
            out.writeBytes(dataSet);
            DicomReader reader = DicomReader.ofFile(out.toByteArray(), ReadOptions.IN_MEMORY);
            assertThat(reader.preamble()).isEqualTo(preamble);
            assertThat(reader.fileMeta().getString(Tag.MediaStorageSOPInstanceUID))
                    .isEqualTo("1.3");
            assertThat(reader.transferSyntax()).isEqualTo(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(reader.dataSetOffset()).isEqualTo(out.size() - dataSet.length);
            assertThat(reader.read().getString(Tag.PatientID)).isEqualTo("P1");
            assertThat(reader.position()).isEqualTo(out.size());
        }

        @Test
        void shouldRecogniseABareDataSetInEachSyntax() throws IOException {
            byte[] implicit =
                    Raw.littleEndian().implicit(Tag.PatientID, 2).text("P1").bytes();
            byte[] big =
                    Raw.bigEndian().explicit(Tag.PatientID, "LO", 2).text("P1").bytes();
            assertThat(recognised(dataSet)).isEqualTo(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(recognised(implicit)).isEqualTo(IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(recognised(big)).isEqualTo(EXPLICIT_VR_BIG_ENDIAN);
        }

        private TransferSyntax recognised(byte[] bytes) throws IOException {
            DicomReader reader = DicomReader.ofFile(bytes, ReadOptions.IN_MEMORY);
            assertThat(reader.fileMeta().isEmpty()).isTrue();
            assertThat(reader.read().getString(Tag.PatientID)).isEqualTo("P1");
            return reader.transferSyntax();
        }

        @Test
        void shouldTellWhenTheDeclarationIsWrong() throws IOException {
            byte[] implicit =
                    Raw.littleEndian().implicit(Tag.PatientID, 2).text("P1").bytes();
            DicomReader wrong = DicomReader.ofDataSet(implicit, EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.IN_MEMORY);
            assertThat(wrong.read().getString(Tag.PatientID)).isEqualTo("P1");
            assertThat(wrong.contradictsDeclaration()).isTrue();
            DicomReader right = DicomReader.ofDataSet(implicit, IMPLICIT_VR_LITTLE_ENDIAN, ReadOptions.IN_MEMORY);
            assertThat(right.read().getString(Tag.PatientID)).isEqualTo("P1");
            assertThat(right.contradictsDeclaration()).isFalse();
        }
    }

    @Nested
    class ToleratingSlips {

        @Test
        void shouldKeepOddLengths() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicit(Tag.PatientID, "LO", 3)
                    .text("ABC")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.getBytes(Tag.PatientID)).hasSize(3);
        }

        @Test
        void shouldPassOverTrailingZeros() throws IOException {
            for (int zeros : new int[] {1, 7, 8, 20000}) {
                Attributes dataSet = Raw.littleEndian()
                        .explicit(Tag.PatientID, "LO", 2)
                        .text("P1")
                        .bytes(new byte[zeros])
                        .read(EXPLICIT_VR_LITTLE_ENDIAN);
                assertThat(dataSet.size()).isEqualTo(1);
            }
        }

        @Test
        void shouldReadDataSetTrailingPadding() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicit(Tag.PatientID, "LO", 2)
                    .text("P1")
                    .explicitLong(Tag.DataSetTrailingPadding, "OB", 4)
                    .u32(0)
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.contains(Tag.DataSetTrailingPadding)).isTrue();
        }

        @Test
        void shouldSortElementsOutOfOrderAndTakeTheLastOfTwo() throws IOException {
            Attributes dataSet = Raw.littleEndian()
                    .explicit(Tag.PatientID, "LO", 2)
                    .text("P1")
                    .explicit(Tag.Modality, "CS", 2)
                    .text("CT")
                    .explicit(Tag.PatientID, "LO", 2)
                    .text("P2")
                    .read(EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(dataSet.elements().iterator().next().tag()).isEqualTo(Tag.Modality);
            assertThat(dataSet.getString(Tag.PatientID)).isEqualTo("P2");
        }
    }

    @Nested
    class StoppingEarly {

        private final byte[] bytes = Raw.littleEndian()
                .explicitLong(Tag.ReferencedStudySequence, "SQ", 18)
                .item(10)
                .explicit(Tag.Rows, "US", 2)
                .u16(1)
                .explicit(Tag.PatientID, "LO", 2)
                .text("P1")
                .explicitLong(Tag.PixelData, "OW", 4)
                .u32(9)
                .bytes();

        @Test
        void shouldStopBeforeATagOfTheRootOnly() throws IOException {
            DicomReader reader = DicomReader.ofDataSet(
                    bytes, EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.IN_MEMORY.withStopBefore(Tag.PatientID));
            Attributes dataSet = reader.read();
            assertThat(dataSet.size()).isEqualTo(1);
            assertThat(reader.position()).isEqualTo(30);
            reader.readRest();
            assertThat(reader.position()).isEqualTo(bytes.length);
        }

        @Test
        void shouldStopBeforeTheNextTagWhereTheTagIsMissing() throws IOException {
            DicomReader reader = DicomReader.ofDataSet(
                    bytes, EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.IN_MEMORY.withStopBefore(Tag.Rows));
            assertThat(reader.read().contains(Tag.PatientID)).isTrue();
            assertThat(reader.position()).isEqualTo(bytes.length - 16);
        }
    }

    @Test
    void shouldReadEveryByteOfTheStreamSoThatACopyIsWhole() throws IOException {
        for (TransferSyntax syntax : SampleFilesTest.syntaxesFor(EXPLICIT_VR_LITTLE_ENDIAN)) {
            byte[] bytes = DicomWriter.toBytes(SyntheticCt.withPixels(200_000), syntax);
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            ReadOptions options = ReadOptions.header(BulkSource.of(bytes));
            DicomReader.ofDataSet(tee(new ByteArrayInputStream(bytes), copy), syntax, options)
                    .read();
            assertThat(copy.toByteArray()).isEqualTo(bytes);
        }
    }

    private static InputStream tee(InputStream in, ByteArrayOutputStream copy) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = super.read(buffer, offset, Math.min(length, 777));
                if (n > 0) copy.write(buffer, offset, n);
                return n;
            }
        };
    }
}
