package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.dicom.Raw.UNDEFINED;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
import static org.muniment.dicom.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
import static org.muniment.dicom.TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DataSetConverterTest {

    private static byte[] convert(byte[] bytes, TransferSyntax from, TransferSyntax to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetConverter.convert(new ByteArrayInputStream(bytes), from, out, to);
        return out.toByteArray();
    }

    @Test
    void shouldSayTheSameInEveryNativeSyntax() throws IOException {
        for (Path file : Samples.all()) {
            if (SampleFilesTest.isRefused(file)) continue;
            byte[] whole = Files.readAllBytes(file);
            DicomReader reader = DicomReader.ofFile(whole, ReadOptions.IN_MEMORY);
            TransferSyntax from = reader.transferSyntax();
            if (!from.isNative()) continue;
            byte[] bytes = Arrays.copyOfRange(whole, (int) reader.dataSetOffset(), whole.length);
            Attributes original = reader.read();
            for (TransferSyntax to : SampleFilesTest.syntaxesFor(from)) {
                Attributes converted = DicomReader.readDataSet(convert(bytes, from, to), to);
                assertThat(DataSetDump.of(converted, to.explicitVr()))
                        .as(file + " to " + to)
                        .isEqualTo(DataSetDump.of(original, to.explicitVr()));
            }
        }
    }

    @Test
    void shouldLeaveTheContentOfUnknownSequencesAlone() throws IOException {
        byte[] content = Raw.littleEndian()
                .item(22)
                .implicit(0x00080000, 4)
                .u32(10)
                .implicit(Tag.Rows, 2)
                .u16(1)
                .bytes();
        byte[] explicit = Raw.littleEndian()
                .explicitLong(0x00091001, "UN", UNDEFINED)
                .bytes(content)
                .sequenceEnd()
                .explicit(Tag.Columns, "US", 2)
                .u16(2)
                .bytes();
        byte[] big = Raw.bigEndian()
                .explicitLong(0x00091001, "UN", UNDEFINED)
                .bytes(content)
                .bytes(Raw.littleEndian().sequenceEnd().bytes())
                .explicit(Tag.Columns, "US", 2)
                .u16(2)
                .bytes();
        assertThat(convert(explicit, EXPLICIT_VR_LITTLE_ENDIAN, EXPLICIT_VR_BIG_ENDIAN))
                .isEqualTo(big);
        assertThat(convert(big, EXPLICIT_VR_BIG_ENDIAN, EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(explicit);
    }

    @Test
    void shouldRefuseEncapsulatedPixelData() {
        TransferSyntax jpeg = TransferSyntax.of(UID.JPEGBaseline8Bit);
        assertThat(DataSetConverter.canConvert(jpeg, IMPLICIT_VR_LITTLE_ENDIAN)).isFalse();
        assertThatThrownBy(() -> convert(new byte[0], jpeg, IMPLICIT_VR_LITTLE_ENDIAN))
                .isInstanceOf(TransferSyntaxException.class)
                .hasMessage("Cannot convert 1.2.840.10008.1.2.4.50 to 1.2.840.10008.1.2");
        byte[] undeclared = Raw.littleEndian()
                .explicitLong(Tag.PixelData, "OB", UNDEFINED)
                .item(0)
                .sequenceEnd()
                .bytes();
        assertThatThrownBy(() -> convert(undeclared, EXPLICIT_VR_LITTLE_ENDIAN, IMPLICIT_VR_LITTLE_ENDIAN))
                .isInstanceOf(TransferSyntaxException.class);
    }

    @Test
    void shouldConvertInConstantMemory() throws Exception {
        convertInChild(200L << 20, "-Xmx24m");
    }

    @Test
    @org.junit.jupiter.api.Tag("slow")
    void shouldConvertTwoGigabytesInConstantMemory() throws Exception {
        convertInChild((2L << 30) - 2, "-Xmx64m");
    }

    private static void convertInChild(long pixels, String heap) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConvertLargeObject.class.getName(),
                        Long.toString(pixels))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEqualToIgnoringNewLines("read as header, converted " + pixels + " bytes of pixel data");
    }
}
