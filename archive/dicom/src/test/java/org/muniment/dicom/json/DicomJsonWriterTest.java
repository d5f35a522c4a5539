package org.muniment.dicom.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

class DicomJsonWriterTest {

    private final Attributes dataSet = new Attributes();

    private String json() throws IOException {
        return json(BulkDataUris.NONE, Integer.MAX_VALUE);
    }

    private String json(BulkDataUris uris, int inlineLimit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomJsonWriter(out, uris, inlineLimit).write(dataSet);
        return out.toString(UTF_8);
    }

    private static Value bulk(byte[] bytes, boolean bigEndian) {
        BulkSource source = (offset, length) -> new ByteArrayInputStream(bytes, (int) offset, (int) length);
        return new Value.Bulk(source, 0, bytes.length, bigEndian);
    }

    @Test
    void shouldWriteStringsTrimmedAndInTagOrder() throws IOException {
        dataSet.setString(Tag.PatientID, VR.LO, " 12 ");
        dataSet.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
        dataSet.setString(Tag.ImageType, VR.CS, "ORIGINAL", "", "AXIAL");
        dataSet.setNull(Tag.AccessionNumber, VR.SH);

        assertThat(json())
                .isEqualTo(
                        """
                        {"00080008":{"vr":"CS","Value":["ORIGINAL",null,"AXIAL"]},\
                        "00080018":{"vr":"UI","Value":["1.2.3"]},"00080050":{"vr":"SH"},\
                        "00100020":{"vr":"LO","Value":["12"]}}""");
    }

    @Test
    void shouldWriteNamesByComponentGroup() throws IOException {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        dataSet.setString(Tag.PatientName, VR.PN, "Yamada^Tarou=山田^太郎=", "", "=山田", "=");

        assertThat(json())
                .isEqualTo(
                        """
                        {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00100010":{"vr":"PN","Value":[\
                        {"Alphabetic":"Yamada^Tarou","Ideographic":"山田^太郎"},null,{"Ideographic":"山田"},null]}}""");
    }

    @Test
    void shouldTurnEveryCharacterSetIntoUtf8() throws IOException {
        Attributes item = new Attributes();
        item.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144");
        item.setBytes(Tag.CodeMeaning, VR.LO, new byte[] {(byte) 0xee, ' '});
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        dataSet.setBytes(Tag.PatientID, VR.LO, new byte[] {(byte) 0xe9, ' '});
        dataSet.setItems(Tag.ConceptNameCodeSequence, item);

        assertThat(json())
                .isEqualTo(
                        """
                        {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00100020":{"vr":"LO","Value":["é"]},\
                        "0040A043":{"vr":"SQ","Value":[{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},\
                        "00080104":{"vr":"LO","Value":["ю"]}}]}}""");
    }

    @Test
    void shouldEscapeWhatJsonReserves() throws IOException {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        dataSet.setString(Tag.TextValue, VR.UT, "a\"b\\c\r\n\t\f\u0001\u007f😀");

        assertThat(json()).contains("[\"a\\\"b\\\\c\\r\\n\\t\\f\\u0001\\u007F😀\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.50",
        "+1.5, 1.5",
        "-.5, -0.5",
        "5., 5",
        "5.e3, 5e3",
        "007, 7",
        "0, 0",
        "-0.0, -0.0",
        "00.10, 0.10",
        "1.0E-3, 1.0E-3",
        "+00012.e+05, 12e+05",
        "123456789012345, 123456789012345",
        "0.12345678901234, 0.12345678901234",
        "1234567890123456, 1234567890123456",
        "9007199254740993, '\"9007199254740993\"'",
        "1e400, '\"1e400\"'",
        "1e-400, '\"1e-400\"'",
        "NaN, '\"NaN\"'",
        "12 mm, '\"12 mm\"'",
        "'1,5', '\"1,5\"'",
        "0x10, '\"0x10\"'",
        "., '\".\"'",
        "1f, '\"1f\"'"
    })
    void shouldWriteDecimalStringsAsNumbersWhereTheyAreSome(String text, String literal) throws IOException {
        dataSet.setString(Tag.SliceThickness, VR.DS, text);

        assertThat(json()).isEqualTo("{\"00180050\":{\"vr\":\"DS\",\"Value\":[" + literal + "]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "+012, 12",
        "-7, -7",
        "-0, -0",
        "1.0, '\"1.0\"'",
        "1e2, '\"1e2\"'",
        "x, '\"x\"'",
        "999999999999, 999999999999"
    })
    void shouldWriteIntegerStringsAsNumbersWhereTheyAreSome(String text, String literal) throws IOException {
        dataSet.setString(Tag.InstanceNumber, VR.IS, text);

        assertThat(json()).isEqualTo("{\"00200013\":{\"vr\":\"IS\",\"Value\":[" + literal + "]}}");
    }

    @Test
    void shouldWriteBinaryNumbers() throws IOException {
        dataSet.setInt(0x00090001, VR.US, 65535, 1);
        dataSet.setInt(0x00090002, VR.SS, -1);
        dataSet.setInt(0x00090003, VR.UL, -1);
        dataSet.setInt(0x00090004, VR.SL, -1);
        dataSet.setInt(0x00090005, VR.AT, 0x00100020, 0x7fe00010, 0xfffcfffc);
        dataSet.setBytes(0x00090006, VR.FL, little(4).putFloat(0.1f).array());
        dataSet.setBytes(
                0x00090007,
                VR.FD,
                little(24)
                        .putDouble(1e-7)
                        .putDouble(Double.NaN)
                        .putDouble(Double.NEGATIVE_INFINITY)
                        .array());
        dataSet.setBytes(
                0x00090008,
                VR.UV,
                little(16).putLong(-1).putLong((1L << 53) - 1).array());
        dataSet.setBytes(
                0x00090009,
                VR.SV,
                little(16).putLong(Long.MIN_VALUE).putLong(-5).array());

        assertThat(json().replace("},\"", "}\n\"").lines())
                .extracting(line -> line.replaceAll(".*\\[|\\].*", ""))
                .containsExactly(
                        "65535,1",
                        "-1",
                        "4294967295",
                        "-1",
                        "\"00100020\",\"7FE00010\",\"FFFCFFFC\"",
                        "0.1",
                        "1.0E-7,\"NaN\",\"-Infinity\"",
                        "\"18446744073709551615\",9007199254740991",
                        "\"-9223372036854775808\",-5");
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void shouldWriteSequencesAndLeaveOutGroupLengths() throws IOException {
        Attributes inner = new Attributes();
        inner.setInt(0x00090000, VR.UL, 8);
        inner.setString(Tag.CodeValue, VR.SH, "a");
        Attributes item = new Attributes();
        item.setItems(Tag.ConceptNameCodeSequence, inner, new Attributes());
        dataSet.setInt(0x00080000, VR.UL, 8);
        dataSet.setItems(Tag.ContentSequence, item);
        dataSet.setItems(Tag.ReferencedImageSequence);

        assertThat(json())
                .isEqualTo(
                        """
                        {"00081140":{"vr":"SQ"},"0040A730":{"vr":"SQ","Value":[{"0040A043":{"vr":"SQ","Value":[\
                        {"00080100":{"vr":"SH","Value":["a"]}},{}]}}]}}""");
    }

    @Test
    void shouldCarryBinaryInline() throws IOException {
        dataSet.setBytes(0x00091001, VR.UN, "M\0".getBytes(ISO_8859_1));
        dataSet.put(new Element(Tag.PixelData, VR.OW, bulk(new byte[] {1, 2, 3, 4, 5}, true)));
        dataSet.setNull(0x00091002, VR.OB);

        assertThat(json())
                .isEqualTo(
                        """
                        {"00091001":{"vr":"UN","InlineBinary":"TQA="},"00091002":{"vr":"OB"},\
                        "7FE00010":{"vr":"OW","InlineBinary":"AgEEAwU="}}""");
    }

    @Test
    void shouldReferToWhatIsLargeOrNotInMemory() throws IOException {
        Attributes item = new Attributes();
        item.setBytes(Tag.WaveformData, VR.OW, new byte[6]);
        item.setBytes(Tag.WaveformPaddingValue, VR.OW, new byte[4]);
        dataSet.setItems(Tag.WaveformSequence, new Attributes(), item);
        dataSet.put(new Element(Tag.PixelData, VR.OB, new Value.Fragments(List.of())));

        assertThat(json((path, element) -> "../bulk/" + path, 4))
                .isEqualTo(
                        """
                        {"54000100":{"vr":"SQ","Value":[{},{"5400100A":{"vr":"OW","InlineBinary":"AAAAAA=="},\
                        "54001010":{"vr":"OW","BulkDataURI":"../bulk/54000100/2/54001010"}}]},\
                        "7FE00010":{"vr":"OB","BulkDataURI":"../bulk/7FE00010"}}""");
    }

    @Test
    void shouldLeaveOutFragmentsWithoutUri() throws IOException {
        dataSet.put(new Element(Tag.PixelData, VR.OB, new Value.Fragments(List.of())));

        assertThat(json()).isEqualTo("{}");
    }

    @Test
    void shouldReadTextAndNumbersThatAreNotInMemory() throws IOException {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        dataSet.put(new Element(Tag.TextValue, VR.UT, bulk(new byte[] {'a', (byte) 0xe9}, true)));
        dataSet.put(new Element(Tag.PixelDataProviderURL, VR.US, bulk(new byte[] {1, 2, 3, 4}, true)));

        assertThat(json()).contains("\"UT\",\"Value\":[\"aé\"]").contains("\"US\",\"Value\":[258,772]");
    }

    @Test
    void shouldRefuseTextTooLongForMemory() {
        BulkSource never = (offset, length) -> {
            throw new AssertionError("must not be opened");
        };
        dataSet.put(new Element(Tag.TextValue, VR.UT, new Value.Bulk(never, 0, 1L << 40, false)));

        assertThatThrownBy(this::json).isInstanceOf(IOException.class).hasMessageContaining("UT is too long");
    }

    @Test
    void shouldWriteArraysOneByOne() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        dataSet.setString(Tag.PatientID, VR.LO, "x".repeat(20_000));
        new DicomJsonWriter(out)
                .writeArray(List.of(dataSet, new Attributes(), dataSet).iterator());

        assertThat(out.toString(UTF_8))
                .startsWith("[{\"0010")
                .contains("},{},{")
                .endsWith("}]")
                .hasSizeGreaterThan(40_000);
    }
}
