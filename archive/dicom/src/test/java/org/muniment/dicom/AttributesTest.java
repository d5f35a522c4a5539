package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttributesTest {

    private final Attributes dataSet = new Attributes();

    @ParameterizedTest
    @EnumSource(names = {"US", "SS", "UL", "SL", "UV", "SV", "IS", "DS", "OB", "OW", "OL", "OV"})
    void shouldGiveBackWholeNumbersInEveryVrThatHasThem(VR vr) {
        dataSet.setInt(Tag.Rows, vr, 7, 250);
        assertThat(dataSet.getStrings(Tag.Rows)).containsExactly("7", "250");
        assertThat(dataSet.getInt(Tag.Rows, 0)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "-3, -3", "+4, 4", "1.9, 1", "1e3, 1000", "4294967295, -1", "x, 99", "'', 99"})
    void shouldReadWholeNumbersFromText(String text, int number) {
        dataSet.setString(Tag.NumberOfFrames, VR.IS, text);
        assertThat(dataSet.getInt(Tag.NumberOfFrames, 99)).isEqualTo(number);
    }

    @Test
    void shouldKeepElementsInUnsignedTagOrder() {
        dataSet.setString(0xFFFCFFFC, VR.OB, "  ");
        dataSet.setString(Tag.PatientID, VR.LO, "P1");
        dataSet.setString(0x80010010, VR.LO, "MAKER");
        assertThat(dataSet.elements().stream().map(Attributes.Element::tag))
                .containsExactly(Tag.PatientID, 0x80010010, 0xFFFCFFFC);
    }

    @Test
    void shouldBeEqualByContentWhateverTheEncoding() {
        Attributes item = new Attributes();
        item.setString(Tag.PatientID, VR.LO, "P1");
        dataSet.setItems(Tag.ReferencedStudySequence, item);
        Attributes other = new Attributes();
        Attributes delimited = new Attributes(item);
        delimited.setUndefinedLength(true);
        other.put(new Attributes.Element(
                Tag.ReferencedStudySequence, VR.SQ, new Value.Items(new ArrayList<>(List.of(delimited)), true, false)));
        assertThat(other).isEqualTo(dataSet).hasSameHashCodeAs(dataSet);

        delimited.setString(Tag.PatientID, VR.LO, "P2");
        assertThat(other).isNotEqualTo(dataSet);
    }

    @Test
    void shouldNotShowPatientDataWhenPrinted() {
        dataSet.setString(Tag.PatientName, VR.PN, "Secret^Name");
        assertThat(dataSet.toString() + dataSet.get(Tag.PatientName)).doesNotContain("Secret", "83, 101");
    }

    @Test
    void shouldTellEmptyFromAbsent() {
        dataSet.setNull(Tag.PatientName, VR.PN);
        dataSet.setNull(Tag.ReferencedStudySequence, VR.SQ);
        assertThat(dataSet.contains(Tag.PatientName)).isTrue();
        assertThat(dataSet.containsValue(Tag.PatientName)).isFalse();
        assertThat(dataSet.containsValue(Tag.ReferencedStudySequence)).isFalse();
        assertThat(dataSet.getString(Tag.PatientName)).isNull();
        assertThat(dataSet.getString(Tag.PatientID, "none")).isEqualTo("none");
    }
}
