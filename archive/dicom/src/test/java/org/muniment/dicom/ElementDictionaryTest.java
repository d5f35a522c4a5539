package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementDictionaryTest {

    @ParameterizedTest
    @CsvSource({
        "00100010, PN, PatientName",
        "00000900, US, Status",
        "7FE00010, OW, PixelData",
        "FFFAFFFA, SQ, DigitalSignaturesSequence",
        "FFFCFFFC, OB, DataSetTrailingPadding",
    })
    void shouldFindSingleElements(String tag, VR vr, String keyword) {
        int number = Integer.parseUnsignedInt(tag, 16);
        assertThat(ElementDictionary.vrOf(number)).isEqualTo(vr);
        assertThat(ElementDictionary.keywordOf(number)).isEqualTo(keyword);
        assertThat(ElementDictionary.find(keyword).tag()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "60000010, US, OverlayRows",
        "601E3000, OW, OverlayData",
        "50020005, US, CurveDimensions",
        "7F020010, OW, VariablePixelData",
        "00203105, CS, SourceImageIDs",
        "00280470, US, RowsForNthOrderCoefficients",
        "10000FF3, US, HuffmanTableTriplet",
        "10101234, US, ZonalMap",
    })
    void shouldFindMembersOfRepeatingGroups(String tag, VR vr, String keyword) {
        int number = Integer.parseUnsignedInt(tag, 16);
        assertThat(ElementDictionary.vrOf(number)).isEqualTo(vr);
        if (number == 0x00280470) return; // has a keyword of its own in the first member only
        assertThat(ElementDictionary.keywordOf(number)).isEqualTo(keyword);
    }

    @ParameterizedTest
    @CsvSource({
        "00080000, UL",
        "00090000, UL", // group lengths
        "00090010, LO",
        "000900FF, LO", // private creators
        "00091001, UN",
        "00090001, UN",
        "60011010, UN", // private elements
        "00089999, UN", // not in the dictionary
    })
    void shouldKnowWhatNeedsNoEntry(String tag, VR vr) {
        assertThat(ElementDictionary.vrOf(Integer.parseUnsignedInt(tag, 16))).isEqualTo(vr);
    }

    @Nested
    class AmbiguousVr {

        @Test
        void shouldFollowPixelRepresentation() {
            assertThat(ElementDictionary.vrOf(Tag.SmallestImagePixelValue, false, false))
                    .isEqualTo(VR.US);
            assertThat(ElementDictionary.vrOf(Tag.SmallestImagePixelValue, true, false))
                    .isEqualTo(VR.SS);
        }

        @Test
        void shouldTakeLutDataAsWordsUnlessItIsASingleEntry() {
            assertThat(ElementDictionary.vrOf(Tag.LUTData, true, false)).isEqualTo(VR.OW);
            assertThat(ElementDictionary.vrOf(Tag.LUTData, true, true)).isEqualTo(VR.US);
        }

        @Test
        void shouldTakeBytesOrWordsAsWords() {
            assertThat(ElementDictionary.vrOf(Tag.PixelData, true, true)).isEqualTo(VR.OW);
            assertThat(ElementDictionary.vrOf(Tag.WaveformData)).isEqualTo(VR.OW);
        }
    }

    @Test
    void shouldBeInStepWithTheConstantsOfTag() throws IllegalAccessException {
        Map<String, Integer> constants = new TreeMap<>();
        for (Field field : Tag.class.getFields()) constants.put(field.getName(), field.getInt(null));
        assertThat(constants).hasSizeGreaterThan(5000);
        constants.values().removeIf(tag -> tag >>> 16 == 0xFFFE); // items and delimiters have no VR
        constants.forEach((keyword, tag) ->
                assertThat(ElementDictionary.find(keyword).tag()).as(keyword).isEqualTo(tag));
    }

    @Test
    void shouldKnowStorageSopClassesAndUids() {
        assertThat(SopClasses.isStorage(UID.CTImageStorage)).isTrue();
        assertThat(SopClasses.nameOf(UID.CTImageStorage)).isEqualTo("CT Image Storage");
        assertThat(SopClasses.isStorage(UID.Verification)).isFalse();
        assertThat(SopClasses.storage()).hasSizeGreaterThan(170).allMatch(uid -> UidDictionary.keywordOf(uid) != null);
        assertThat(UidDictionary.uidOf("ExplicitVRBigEndian")).isEqualTo("1.2.840.10008.1.2.2");
    }
}
