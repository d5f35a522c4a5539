package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.PersonName.Group;

class PersonNameTest {

    @Test
    void shouldNameAllParts() {
        PersonName name = PersonName.parse("Adams^John Robert^Quincy^Rev.^B.A. M.Div.");

        assertThat(name.alphabetic()).isEqualTo(new Group("Adams", "John Robert", "Quincy", "Rev.", "B.A. M.Div."));
        assertThat(name.ideographic()).isEqualTo(Group.EMPTY);
        assertThat(name.phonetic().isEmpty()).isTrue();
    }

    @Test
    void shouldReadThreeGroups() {
        PersonName name = PersonName.parse("Yamada^Tarou=山田^太郎=やまだ^たろう");

        assertThat(name.alphabetic().family()).isEqualTo("Yamada");
        assertThat(name.ideographic().given()).isEqualTo("太郎");
        assertThat(name.phonetic()).hasToString("やまだ^たろう");
        assertThat(name).hasToString("Yamada^Tarou=山田^太郎=やまだ^たろう");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\"",
                "Doe^John^^^, Doe^John",
                "\" Doe ^ John \", Doe^John",
                "^^^Dr^, ^^^Dr",
                "Wang^XiaoDong=王^小东=, Wang^XiaoDong=王^小东",
                "=山田^太郎, =山田^太郎",
                "==^, \"\"",
                "A^B^C^D^E^F, A^B^C^D^E^F",
                "a=b=c=d, a=b=c"
            })
    void shouldWriteWithoutTrailingDelimiters(String text, String written) {
        assertThat(PersonName.parse(text)).hasToString(written);
        assertThat(PersonName.parse(written)).isEqualTo(PersonName.parse(text));
    }
}
