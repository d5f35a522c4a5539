package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

class Utf8AttributesTest {

    private final Attributes dataSet = new Attributes();

    @Test
    void shouldTakeOnlyWhatIsChosen() {
        dataSet.setString(Tag.PatientID, VR.LO, "P1");
        dataSet.setString(Tag.StudyID, VR.SH, "S1");
        Attributes chosen = Utf8Attributes.of(dataSet, Set.of(Tag.PatientID, Tag.PatientSex));
        assertThat(chosen.getString(Tag.PatientID)).isEqualTo("P1");
        assertThat(chosen.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(chosen.size()).isEqualTo(2);
    }

    @Test
    void shouldTranslateValuesWhoseCharactersContainABackslash() {
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "GB18030");
        byte[] bytes = "運動\\誚誚".getBytes(Charset.forName("GB18030"));
        dataSet.setBytes(Tag.OtherPatientNames, VR.PN, bytes);
        Attributes chosen = Utf8Attributes.of(dataSet, Set.of(Tag.OtherPatientNames));
        assertThat(chosen.getStrings(Tag.OtherPatientNames)).containsExactly("運動", "誚誚");
        assertThat(new String(chosen.getBytes(Tag.OtherPatientNames), StandardCharsets.UTF_8))
                .startsWith("運動\\誚誚");
    }

    @Test
    void shouldTranslateItemsByTheCharacterSetInForceThere() throws IOException {
        Attributes item = new Attributes();
        item.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144");
        item.setBytes(Tag.CodeMeaning, VR.LO, "Люкceмбypг".getBytes(Charset.forName("ISO-8859-5")));
        Attributes plain = new Attributes();
        plain.setBytes(Tag.CodeMeaning, VR.LO, "Schädel".getBytes(StandardCharsets.ISO_8859_1));
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        dataSet.setItems(Tag.ProcedureCodeSequence, item, plain);
        Attributes chosen = readBack(Utf8Attributes.of(dataSet, Set.of(Tag.ProcedureCodeSequence)));
        assertThat(chosen.getItems(Tag.ProcedureCodeSequence))
                .extracting(i -> i.getString(Tag.CodeMeaning))
                .containsExactly("Люкceмбypг", "Schädel");
    }

    @Test
    void shouldStaySmallWhateverThereIsToTake() {
        Set<Integer> tags = QueryableAttributes.SERIES;
        for (int tag : tags) dataSet.setBytes(tag, VR.LO, new byte[10_000]);
        Attributes chosen = Utf8Attributes.of(dataSet, tags);
        assertThat(chosen.elements().stream()
                        .mapToInt(e -> ((Value.Bytes) e.value()).bytes().length)
                        .sum())
                .isBetween(50_000, 64 << 10);
        assertThat(chosen).isEqualTo(Utf8Attributes.of(dataSet, tags));
    }

    @Test
    void shouldKnowAnAttributeThatCameAsUn() {
        dataSet.setBytes(Tag.PatientName, VR.UN, "Doe^John".getBytes(StandardCharsets.US_ASCII));
        Attributes chosen = Utf8Attributes.of(dataSet, Set.of(Tag.PatientName));
        assertThat(chosen.getString(Tag.PatientName)).isEqualTo("Doe^John");
    }

    @Test
    void shouldLeaveOutWhatIsTooLargeForARow() {
        dataSet.setString(Tag.PatientComments, VR.LT, "x".repeat(20_000));
        Attributes[] items = new Attributes[400];
        for (int i = 0; i < items.length; i++) {
            items[i] = new Attributes();
            items[i].setString(Tag.CodeMeaning, VR.LO, "x".repeat(60));
        }
        dataSet.setItems(Tag.ProcedureCodeSequence, items);
        Attributes chosen = Utf8Attributes.of(dataSet, Set.of(Tag.PatientComments, Tag.ProcedureCodeSequence));
        assertThat(chosen.size()).isEqualTo(1);
    }

    private static Attributes readBack(Attributes row) throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        return DicomReader.readDataSet(DicomWriter.toBytes(row, syntax), syntax);
    }
}
