package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MÜLLER^Jürgen",
                "Muller^Jurgen",
                "müller^jurgen",
                "Mu\u0308ller^Ju\u0308rgen",
                " Müller ^ Jürgen ^^",
                "ＭＵＬＬＥＲ＾Ｊｕｒｇｅｎ",
                "Müller\u00a0^Jürgen\u200b",
                "Muller^Jurgen=="
            })
    void shouldFoldSpellingsOfOneNameAlike(String name) {
        assertThat(NameKey.of(name)).isEqualTo("muller^jurgen");
    }

    @ParameterizedTest
    @CsvSource({
        "Groß^Søren, gross^soren",
        "GROẞ, gross",
        "Łódź^Đặng, lodz^dang",
        "Þór^Ægir Œuvre, thor^aegir oeuvre",
        "İSTANBULLU IŞIK, istanbullu isik",
        "ıŞIK, isik",
        "O’Brien, o'brien",
        "O´Brien, o'brien",
        "Smith‐Jones, smith-jones",
        "de  la\tCruz, de la cruz",
        "ΔΙΟΝΎΣΙΟΣ, διονυσιοσ",
        "Διονύσιος, διονυσιοσ",
        "Ёлкин^Андрей, елкин^андреи",
        "شَرِيف, شريف",
        "أحمد, احمد",
        "ﻣﺤﻤﺪ, محمد",
        "שָׁרוֹן, שרון",
        "ﾔﾏﾀﾞ^ﾀﾛｳ, ヤマダ^タロウ",
        "やまだ, やまだ",
        "やま\u305f\u3099, やまだ",
        "김^희중, 김^희중",
        "\u1100\u1175\u11b7, 김",
        "王^小東, 王^小東",
        "\uf90a, 金",
        "สมชาย น้ำ, สมชาย น\u0e49\u0e4dา"
    })
    void shouldKeepWhatMakesALetterAndDropWhatDoesNot(String name, String key) {
        assertThat(NameKey.of(name)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"ハハ, ババ", "やまた, やまだ", "ヤマダ, やまだ", "김, 금", "小東, 小东", "Mueller, Müller", "A^B, AB", "^A, A"})
    void shouldKeepDifferentNamesApart(String one, String other) {
        assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other));
    }

    @Test
    void shouldKeepWildcardsAndInnerDelimiters() {
        assertThat(NameKey.of("MÜL*^J?rgen")).isEqualTo("mul*^j?rgen");
        assertThat(NameKey.of("Doe^^^Dr")).isEqualTo("doe^^^dr");
        assertThat(NameKey.of(null)).isEmpty();
        assertThat(NameKey.of(" ^ = ^ ")).isEmpty();
    }

    @Test
    void shouldGiveAKeyPerGroup() {
        assertThat(NameKey.groups("Yamada^Tarou^^=山田^太郎=やまだ^たろう")).containsExactly("yamada^tarou", "山田^太郎", "やまだ^たろう");
        assertThat(NameKey.groups("=山田^太郎")).containsExactly("山田^太郎");
        assertThat(NameKey.groups("A^B=a^b")).containsExactly("a^b");
        assertThat(NameKey.groups("")).isEmpty();
    }

    @Test
    void shouldFoldAKeyToItself() {
        Random random = new Random(7);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(8);
            for (int i = 0; i < length; i++) {
                int c = random.nextInt(4) == 0 ? " ^=".charAt(random.nextInt(3)) : random.nextInt(0x30000);
                if (Character.isDefined(c)) name.appendCodePoint(c);
            }
            String key = NameKey.of(name.toString());

            assertThat(NameKey.of(key)).as("%s", name).isEqualTo(key);
        }
    }
}
