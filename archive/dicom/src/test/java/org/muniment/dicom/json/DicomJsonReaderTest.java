package org.muniment.dicom.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.Value;

class DicomJsonReaderTest {

    private static Attributes read(String json) throws IOException {
        return new DicomJsonReader()
                .read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)));
    }

    private static String write(Attributes dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomJsonWriter(out).write(dataSet);
        return out.toString(UTF_8).replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "{'00080008':{'vr':'CS','Value':['ORIGINAL',null,'AXIAL']},'00080050':{'vr':'SH'}}",
                "{'00080005':{'vr':'CS','Value':['ISO_IR 192']},'00100010':{'vr':'PN','Value':[{'Alphabetic':'A^B','Phonetic':'や'},null]}}",
                "{'00081140':{'vr':'SQ'},'0040A730':{'vr':'SQ','Value':[{},{'00080100':{'vr':'SH','Value':['x']}}]}}",
                "{'00090001':{'vr':'US','Value':[65535,0]},'00090002':{'vr':'SS','Value':[-32768]}}",
                "{'00090003':{'vr':'UL','Value':[4294967295]},'00090004':{'vr':'SL','Value':[-2147483648]}}",
                "{'00090005':{'vr':'UV','Value':['18446744073709551615',1]},'00090006':{'vr':'SV','Value':['-9223372036854775808']}}",
                "{'00090007':{'vr':'FL','Value':[0.1,'NaN','-Infinity']},'00090008':{'vr':'FD','Value':[-0.0,1.0E-300,'Infinity']}}",
                "{'00090009':{'vr':'AT','Value':['00100020','FFFCFFFC']},'0009000A':{'vr':'UN','InlineBinary':'TQA='}}",
                "{'00180050':{'vr':'DS','Value':[1.50,'12 mm',null,'9007199254740993',-0.0]},'00200013':{'vr':'IS','Value':[7,'1.0']}}",
                "{'00080190':{'vr':'UR','Value':['http://x/?a=b']},'00400310':{'vr':'ST','Value':['a\\\\b\\r\\n']}}",
                "{'7FE00010':{'vr':'OW','InlineBinary':'AAECAwQFBgc='}}"
            })
    void shouldReadBackWhatIsWritten(String json) throws IOException {
        assertThat(write(read(json))).isEqualTo(json);
    }

    @Test
    void shouldAnswerLikeAnyDataSet() throws IOException {
        Attributes dataSet = read(
                """
                {"00400275" : {"Value": [ {"00400007": {"Value": ["Sch\\u00e4del"], "vr": "LO"}} ], "vr": "SQ"},
                 "00100020": {"vr": "LO", "Value": ["123"]}, "00200013": {"vr": "IS", "Value": [1e2]}}""");

        assertThat(dataSet.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(dataSet.getString(Tag.PatientID)).isEqualTo("123");
        assertThat(dataSet.getBytes(Tag.PatientID)).hasSize(4);
        assertThat(dataSet.getInt(Tag.InstanceNumber, 0)).isEqualTo(100);
        Attributes item = dataSet.getItem(Tag.RequestAttributesSequence);
        assertThat(item.parent()).isSameAs(dataSet);
        assertThat(item.getString(Tag.ScheduledProcedureStepDescription)).isEqualTo("Schädel");
    }

    @Test
    void shouldSayUtf8WhateverTheObjectNames() throws IOException {
        assertThat(read("{'00080005':{'vr':'CS','Value':['ISO_IR 100']}}").getString(Tag.SpecificCharacterSet))
                .isEqualTo("ISO_IR 192");
        assertThat(read("{'00100020':{'vr':'LO','Value':['x']}}").contains(Tag.SpecificCharacterSet))
                .isFalse();
    }

    @Test
    void shouldDropGroupLengths() throws IOException {
        assertThat(read("{'00080000':{'vr':'UL','Value':[1]}}").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.10000000149011612, 0.10000000149012",
        "-0.333333333333333333, -0.3333333333333",
        "123456789012345678, 1.2345678901E+17",
        "1.23456789012345678e-100, 1.23456789E-100"
    })
    void shouldRoundNumbersToWhatDsHasRoomFor(String literal, String text) throws IOException {
        String value =
                read("{'00180050':{'vr':'DS','Value':[" + literal + "]}}").getString(Tag.SliceThickness);

        assertThat(value).hasSizeLessThanOrEqualTo(16);
        assertThat(Double.parseDouble(value))
                .isCloseTo(Double.parseDouble(literal), org.assertj.core.data.Percentage.withPercentage(1e-7));
    }

    @Nested
    class BulkData {

        private final List<String> asked = new ArrayList<>();

        private Attributes read(String json) throws IOException {
            DicomJsonReader reader = new DicomJsonReader(
                    (path, vr, uri) -> {
                        asked.add(path + " " + vr + " " + uri);
                        return uri.equals("cid:1") ? new Value.Bytes(new byte[2]) : null;
                    },
                    1000,
                    2);
            return reader.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)));
        }

        @Test
        void shouldBeAskedForByPath() throws IOException {
            Attributes dataSet =
                    read("{'54000100':{'vr':'SQ','Value':[{},{'54001010':{'BulkDataURI':'cid:1','vr':'OW'}}]}}");

            assertThat(asked).containsExactly("54000100/2/54001010 OW cid:1");
            assertThat(dataSet.getItems(Tag.WaveformSequence).get(1).getBytes(Tag.WaveformData))
                    .hasSize(2);
        }

        @Test
        void shouldBeRefusedWhereUnknown() {
            assertThatThrownBy(() -> read("{'7FE00010':{'vr':'OW','BulkDataURI':'cid:2'}}"))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("7FE00010: Nothing is known by this BulkDataURI");
        }
    }

    @Test
    void shouldReadArraysAndSingleObjects() throws IOException {
        List<Attributes> read = new ArrayList<>();
        DicomJsonReader reader = new DicomJsonReader();
        for (String json : List.of("[]", " [ {} , {\"00080050\":{\"vr\":\"SH\"}} ] ", "{}")) {
            reader.readAll(new ByteArrayInputStream(json.getBytes(UTF_8)), read::add);
        }

        assertThat(read).extracting(Attributes::size).containsExactly(0, 1, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|Expected '{'",
                "[]|Expected '{'",
                "{} {}|More behind the end",
                "{'PatientID':{'vr':'LO'}}|not a tag",
                "{'00100020':{}}|00100020: No vr",
                "{'00100020':{'vr':'XX'}}|00100020: No such vr",
                "{'00100020':{'vr':'LO','Value':['a']},'00100020':{'vr':'LO'}}|00100020: The element is there twice",
                "{'00100020':{'vr':'LO','Value':'a'}}|00100020: Expected '['",
                "{'00100020':{'vr':'LO','Value':['a',7]}}|00100020: LO takes strings",
                "{'00100020':{'vr':'LO','Value':['a\\\\b']}}|00100020: A backslash within a value",
                "{'00100020':{'vr':'LO','Value':[true]}}|00100020/1: Not a value",
                "{'00100020':{'vr':'LO','Value':['a'],'InlineBinary':''}}|00100020: More than one of",
                "{'00100020':{'vr':'LO','Values':['a']}}|00100020: A member that is none of",
                "{'00100020':{'vr':'LO','InlineBinary':'YQ=='}}|00100020: InlineBinary is not for LO",
                "{'00400310':{'vr':'ST','Value':['a','b']}}|00400310: ST takes one value",
                "{'00080060':{'vr':'CS','Value':['山']}}|00080060: Characters that CS cannot hold",
                "{'00280010':{'vr':'US','Value':[65536]}}|00280010: A number that US cannot hold",
                "{'00280010':{'vr':'US','Value':[-1]}}|00280010: A number that US cannot hold",
                "{'00280010':{'vr':'US','Value':[1.5]}}|00280010: Not a whole number",
                "{'00280010':{'vr':'US','Value':[1e999999999]}}|00280010: A number too large",
                "{'00280010':{'vr':'US','Value':[1e-999999999]}}|00280010: A number too large",
                "{'00280010':{'vr':'US','Value':['x']}}|00280010: Not a number",
                "{'00280010':{'vr':'US','Value':[null]}}|00280010: US takes numbers",
                "{'00089459':{'vr':'FL','Value':[1e39]}}|00089459: A number that FL cannot hold",
                "{'00200013':{'vr':'IS','Value':[1.5]}}|00200013: Not a whole number",
                "{'00720026':{'vr':'AT','Value':['0010,0020']}}|00720026: AT takes",
                "{'7FE00010':{'vr':'OW','InlineBinary':'%'}}|7FE00010: Not Base64",
                "{'7FE00010':{'vr':'OW','Value':[1]}}|7FE00010: OW takes InlineBinary",
                "{'7FE00010':{'vr':'OW','BulkDataURI':'x'}}|7FE00010: Nothing is known",
                "{'00100010':{'vr':'PN','Value':['Doe^John']}}|00100010: PN takes objects",
                "{'00100010':{'vr':'PN','Value':[{'Latin':'Doe'}]}}|00100010: A component group that is none of",
                "{'0040A730':{'vr':'SQ','Value':[{},{'0040A043':{'vr':'SQ','Value':[{'00080100':{'vr':'XX'}}]}}]}}|0040A730/2/0040A043/1/00080100: No such vr",
                "{'0040A730':{'vr':'SQ','Value':[null]}}|0040A730: An item has to be",
                "{'00100020':{'vr':'LO','Value':['a|Control character or end",
                "{'00100020':{'vr':'LO','Value':['\\ud800']}}|00100020/1: Half a surrogate pair",
                "{'00100020':{'vr':'LO','Value':['\\x']}}|00100020/1: No such escape",
                "{'00180050':{'vr':'DS','Value':[01]}}|00180050/1: Not a value",
                "{'00180050':{'vr':'DS','Value':[1.]}}|00180050/1: Digits are missing",
                "{'00180050':{'vr':'DS','Value':[1,]}}|00180050/2: Not a value",
                "{'00180050':{'vr':'DS','Value':[1] 'x'}}|00180050: Expected ','"
            })
    void shouldNameTheProblemAndItsPlace(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(DicomJsonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseWhatIsTooLongTooDeepOrNotUtf8() {
        String deep = "{'0040A730':{'vr':'SQ','Value':[".repeat(65) + "{'00080050':{'vr':'SH'}}" + "]}}".repeat(65);
        DicomJsonReader shortReader = new DicomJsonReader((path, vr, uri) -> null, 100, 5);

        assertThatThrownBy(() -> read(deep)).hasMessageContaining("Nested deeper than 64");
        assertThatThrownBy(() -> read("{'0040A730':{'vr':'SQ','Value':[".repeat(100_000)))
                .hasMessageContaining("Nested deeper than 64");
        assertThatThrownBy(() -> shortReader.read(new ByteArrayInputStream(new byte[200])))
                .hasMessageContaining("Longer than 100 characters");
        assertThatThrownBy(() -> new DicomJsonReader().read(new ByteArrayInputStream("{\"\u00e9".getBytes(ISO_8859_1))))
                .hasMessageContaining("Not UTF-8");
    }

    @Test
    void shouldRefuseMoreValuesThanMemoryIsMeantFor() {
        String items = "{'0040A730':{'vr':'SQ','Value':[" + "{},".repeat(1_100_000) + "{}]}}";
        String numbers = "{'00280010':{'vr':'US','Value':[" + "1,".repeat(1_100_000) + "1]}}";

        assertThatThrownBy(() -> read(items)).hasMessageContaining("Too many elements and values");
        assertThatThrownBy(() -> read(numbers)).hasMessageContaining("Too many elements and values");
    }

    @Test
    void shouldAcceptSequencesAsDeepAsAllowed() throws IOException {
        String deep = "{'0040A730':{'vr':'SQ','Value':[".repeat(64)
                + "{'00100010':{'vr':'PN','Value':[{'Alphabetic':'x'}]}}" + "]}}".repeat(64);

        assertThat(write(read(deep))).isEqualTo(deep);
    }

    @Test
    void shouldMeetDamagedInputWithNothingButItsException() {
        byte[] good =
                """
                {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B"},null]},\
                "00180050":{"vr":"DS","Value":[1.50e3,"x"]},"00280010":{"vr":"US","Value":[512]},"0040A730":{"vr":"SQ","Value":[\
                {"00080100":{"vr":"SH","Value":["\\u00e9"]}}]},"7FE00010":{"vr":"OW","InlineBinary":"AAECAw=="}}"""
                        .getBytes(UTF_8);
        byte[] likely = "{}[],:\"\\0123456789eE+-.nullvrSQPN".getBytes(UTF_8);
        Random random = new Random(3);
        for (int round = 0; round < 10_000; round++) {
            byte[] damaged = good.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = likely[random.nextInt(likely.length)];
            }

            Throwable thrown = catchThrowable(() -> new DicomJsonReader().read(new ByteArrayInputStream(damaged)));

            if (thrown != null) assertThat(thrown).isInstanceOf(DicomJsonException.class);
        }
    }
}
