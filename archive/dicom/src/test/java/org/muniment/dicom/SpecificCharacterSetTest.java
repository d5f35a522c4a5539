package org.muniment.dicom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificCharacterSetTest {

    private static final String[] JAPANESE = {"", "ISO 2022 IR 87"};

    /** Escapes are written as {@code ~}, which none of the examples contains. */
    private static byte[] bytes(String latin1) {
        return latin1.replace('~', '\u001b').getBytes(ISO_8859_1);
    }

    private static String decode(String latin1, VR vr, String... terms) {
        return SpecificCharacterSet.of(terms).decode(bytes(latin1), vr);
    }

    private static String encode(String text, VR vr, String... terms) {
        return new String(SpecificCharacterSet.of(terms).encode(text, vr), ISO_8859_1).replace('\u001b', '~');
    }

    @ParameterizedTest
    @CsvFileSource(resources = "charset-files.tsv", delimiter = '\t', encoding = "UTF-8", numLinesToSkip = 2)
    void shouldReadSampleFilesAsPydicomDoes(String file, String tag, VR vr, String terms, String hex, String values) {
        SpecificCharacterSet set = SpecificCharacterSet.of(terms.split("\\\\", -1));

        String[] decoded = set.decodeAll(HexFormat.of().parseHex(hex), vr);

        assertThat(decoded).extracting(v -> v.replaceAll("[ =]+$", "")).containsExactly(values.split("\\|"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "charset-files.tsv", delimiter = '\t', encoding = "UTF-8", numLinesToSkip = 2)
    void shouldGiveBackTheTextOfSampleFilesAfterWritingIt(String file, String tag, VR vr, String terms, String hex) {
        SpecificCharacterSet set = SpecificCharacterSet.of(terms.split("\\\\", -1));
        String text = set.decode(HexFormat.of().parseHex(hex), vr);

        assertThat(set.canEncode(text)).isTrue();
        assertThat(set.decode(set.encode(text, vr), vr)).isEqualTo(text);
        assertThat(SpecificCharacterSet.UTF8.decode(SpecificCharacterSet.UTF8.encode(text, vr), vr))
                .isEqualTo(text);
    }

    /** The examples of PS3.5 Annexes H to K, byte for byte. */
    @Nested
    class AnnexExamples {

        @Test
        void shouldWriteAndReadJapaneseOfH31() {
            String field = "Yamada^Tarou=~$B;3ED~(B^~$BB@O:~(B=~$B$d$^$@~(B^~$B$?$m$&~(B";
            String name = "Yamada^Tarou=山田^太郎=やまだ^たろう";

            assertThat(decode(field, VR.PN, JAPANESE)).isEqualTo(name);
            assertThat(encode(name, VR.PN, JAPANESE)).isEqualTo(field);
        }

        @Test
        void shouldWriteAndReadJapaneseOfH32() {
            String[] terms = {"ISO 2022 IR 13", "ISO 2022 IR 87"};
            String field =
                    "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3=~$B;3ED~(J^~$BB@O:~(J=~$B$d$^$@~(J^~$B$?$m$&~(J";
            String name = "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう";

            assertThat(decode(field, VR.PN, terms)).isEqualTo(name);
            assertThat(encode(name, VR.PN, terms)).isEqualTo(field);
        }

        @Test
        void shouldWriteAndReadKoreanOfI2() {
            String[] terms = {"", "ISO 2022 IR 149"};
            String field = "Hong^Gildong=~$)C\u00fb\u00f3^~$)C\u00d1\u00ce\u00d4\u00d7="
                    + "~$)C\u00c8\u00ab^~$)C\u00b1\u00e6\u00b5\u00bf";
            String name = "Hong^Gildong=洪^吉洞=홍^길동";

            assertThat(decode(field, VR.PN, terms)).isEqualTo(name);
            assertThat(encode(name, VR.PN, terms)).isEqualTo(field);
        }

        @Test
        void shouldReadKoreanLinesOfI3() {
            String text = "The first line includes 길동.\r\nThe second line includes 길동, too.\r\nThe third line.\r\n";
            String field = "The first line includes ~$)C\u00b1\u00e6\u00b5\u00bf.\r\n"
                    + "The second line includes ~$)C\u00b1\u00e6\u00b5\u00bf, too.\r\nThe third line.\r\n";

            assertThat(decode(field, VR.LT, "", "ISO 2022 IR 149")).isEqualTo(text);
            assertThat(encode(text, VR.LT, "", "ISO 2022 IR 149")).isEqualTo(field);
        }

        @Test
        void shouldReadChineseOfAnnexJ() {
            assertThat(decode("Wang^XiaoDong=\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab=", VR.PN, "GB18030"))
                    .isEqualTo("Wang^XiaoDong=王^小东=");
            assertThat(decode(
                            "Wang^XiaoDong=\u00e7\u008e\u008b^\u00e5\u00b0\u008f\u00e6\u009d\u00b1=",
                            VR.PN,
                            "ISO_IR 192"))
                    .isEqualTo("Wang^XiaoDong=王^小東=");
        }

        @Test
        void shouldReadAndWriteChineseOfAnnexK() {
            String[] terms = {"", "ISO 2022 IR 58"};
            String field = "Zhang^XiaoDong=~$)A\u00d5\u00c5^~$)A\u00d0\u00a1\u00b6\u00ab=";
            String name = "Zhang^XiaoDong=张^小东=";

            assertThat(decode(field, VR.PN, terms)).isEqualTo(name);
            assertThat(encode(name, VR.PN, terms)).isEqualTo(field);
        }
    }

    @Nested
    class CodeExtensionsReading {

        @Test
        void shouldTakeTheTwoHalvesAsOnePartIsSwitched() {
            String field = "Dionysios~-F \u00c4\u00e9\u00ef ~-L\u00bb\u00ee~-A\u00e9";

            assertThat(decode(field, VR.LO, "ISO 2022 IR 100", "ISO 2022 IR 126", "ISO 2022 IR 144"))
                    .isEqualTo("Dionysios Διο Люé");
        }

        @Test
        void shouldFallBackToTheFirstSetBehindDelimiters() {
            String[] terms = {"ISO 2022 IR 100", "ISO 2022 IR 144"};

            assertThat(decode("~-L\u00ee^\u00ee=~-L\u00ee\\\u00ee", VR.PN, terms))
                    .isEqualTo("ю^î=ю\\î");
            assertThat(decode("~-L\u00ee^\u00ee=\u00ee\\\u00ee", VR.LO, terms)).isEqualTo("ю^ю=ю\\î");
            assertThat(decode("~-L\u00ee^\\\u00ee\r\n\u00ee~-L\u00ee\t\u00ee~-L\u00ee\f\u00ee", VR.LT, terms))
                    .isEqualTo("ю^\\ю\r\nîю\tîю\fî");
        }

        @Test
        void shouldSwitchBetweenTheTwoJapaneseSets() {
            String[] terms = {"", "ISO 2022 IR 87", "ISO 2022 IR 159"};

            assertThat(decode("~$B;3~$(D0!~(B a", VR.LO, terms)).isEqualTo("山丂 a");
            assertThat(encode("山丂 a", VR.LO, terms)).isEqualTo("~$B;3~$(D0!~(B a");
        }

        @Test
        void shouldNotTakeBytesOfKanjiForDelimiters() {
            // 0x5C, 0x5E and 0x3D are bytes of these three
            String[] values = SpecificCharacterSet.of(JAPANESE).decodeAll(bytes("~$B\\=^;=^~(B\\x"), VR.PN);

            assertThat(values).containsExactly("椽淹殉", "x");
        }

        @Test
        void shouldGoBackToTheFirstSetWhereAPeerForgotTo() {
            assertThat(decode("~$B;3\r\nab", VR.LT, JAPANESE)).isEqualTo("山\r\nab");
            assertThat(decode("~$B;3^~$BED", VR.PN, JAPANESE)).isEqualTo("山^田");
        }

        @Test
        void shouldObeyEscapesThatWereNotDeclared() {
            assertThat(decode("~$B;3~(B", VR.LO, "ISO_IR 100")).isEqualTo("山");
            assertThat(decode("~-L\u00ee", VR.LO)).isEqualTo("ю");
        }

        @Test
        void shouldTakeHighBytesWithoutAnyEscapeForTheDeclaredSet() {
            assertThat(decode("\u00b1\u00e8", VR.LO, "", "ISO 2022 IR 149")).isEqualTo("김");
            assertThat(decode("J\u00e9r", VR.LO)).isEqualTo("Jér");
        }

        @Test
        void shouldMarkBytesThatMeanNothing() {
            assertThat(decode("a~Zb", VR.LO, JAPANESE)).isEqualTo("a\u001bZb");
            assertThat(decode("~$)C\u00b1", VR.LO, "", "ISO 2022 IR 149")).isEqualTo("\uFFFD");
            assertThat(decode("\u00ff", VR.LO, "ISO_IR 127")).isEqualTo("\uFFFD");
        }
    }

    @Nested
    class BytesThatLookLikeBackslashes {

        @ParameterizedTest
        @ValueSource(strings = {"GB18030", "GBK"})
        void shouldBelongToChineseCharacters(String term) {
            SpecificCharacterSet set = SpecificCharacterSet.of(term);

            assertThat(set.decodeAll(bytes("\u0081\\\u00ab\\\\b"), VR.LO)).containsExactly("乗玕", "b");
            assertThat(set.encode("乗玕\\b", VR.LO)).isEqualTo(bytes("\u0081\\\u00ab\\\\b"));
        }

        @Test
        void shouldBeYenSignsInJapaneseTextButStillSeparateValues() {
            SpecificCharacterSet set = SpecificCharacterSet.of("ISO_IR 13");

            assertThat(set.decode(bytes("a\\b"), VR.LT)).isEqualTo("a¥b");
            assertThat(set.decodeAll(bytes("a\\\u00b1"), VR.LO)).containsExactly("a", "ｱ");
            assertThat(set.encode("a¥ｱ\\", VR.LT)).isEqualTo(bytes("a\\\u00b1\\"));
        }
    }

    @Nested
    class Terms {

        @ParameterizedTest
        @CsvSource({
            "ISO_IR 100, e9, é", "ISO_IR 101, e8, č", "ISO_IR 109, e6, ĉ", "ISO_IR 110, e7, į", "ISO_IR 144, ee, ю",
            "ISO_IR 127, e2, ق", "ISO_IR 126, e9, ι", "ISO_IR 138, f9, ש", "ISO_IR 148, fd, ı", "ISO_IR 203, a4, €",
            "ISO_IR 13, b1, ｱ", "ISO_IR 166, a1, ก", "ISO_IR 192, c3a9, é", "GB18030, c3c4, 媚", "GBK, c3c4, 媚"
        })
        void shouldCoverEachTermWithoutExtensions(String term, String hex, String text) {
            SpecificCharacterSet set = SpecificCharacterSet.of(term);

            assertThat(set.decode(HexFormat.of().parseHex(hex), VR.LO)).isEqualTo(text);
            assertThat(set.encode(text, VR.LO)).isEqualTo(HexFormat.of().parseHex(hex));
            assertThat(set.terms()).containsExactly(term);
        }

        @ParameterizedTest
        @CsvSource({
            "ISO 2022 IR 100, é, ~-A\u00e9", "ISO 2022 IR 101, č, ~-B\u00e8", "ISO 2022 IR 109, ĉ, ~-C\u00e6",
            "ISO 2022 IR 110, į, ~-D\u00e7", "ISO 2022 IR 144, ю, ~-L\u00ee", "ISO 2022 IR 127, ق, ~-G\u00e2",
            "ISO 2022 IR 126, ι, ~-F\u00e9", "ISO 2022 IR 138, ש, ~-H\u00f9", "ISO 2022 IR 148, ı, ~-M\u00fd",
            "ISO 2022 IR 203, €, ~-b\u00a4", "ISO 2022 IR 13, ｱ, ~)I\u00b1", "ISO 2022 IR 166, ก, ~-T\u00a1",
            "ISO 2022 IR 87, 山, ~$B;3~(B", "ISO 2022 IR 159, 丂, ~$(D0!~(B", "ISO 2022 IR 149, 김, ~$)C\u00b1\u00e8",
            "ISO 2022 IR 58, 张, ~$)A\u00d5\u00c5", "ISO 2022 IR 13, ¥, ~(J\\~(B"
        })
        void shouldSwitchToEachTermWithExtensions(String term, String text, String field) {
            assertThat(encode(text, VR.LT, "", term)).isEqualTo(field);
            assertThat(decode(field, VR.LT, "", term)).isEqualTo(text);
            assertThat(SpecificCharacterSet.of("", term).terms()).containsExactly("", term);
        }

        @ParameterizedTest
        @CsvSource({
            "ISO-IR 100, ISO_IR 100",
            "ISO IR 100, ISO_IR 100",
            "ISO_IR100, ISO_IR 100",
            "iso_ir 100, ISO_IR 100",
            "IR 100, ISO_IR 100",
            "ISO 8859-1, ISO_IR 100",
            "ISO_IR192, ISO_IR 192",
            "UTF-8, ISO_IR 192",
            "ISO 2022 IR 100, ISO 2022 IR 100",
            "ISO2022IR87, ISO 2022 IR 87",
            "ISO 2022 58, ISO 2022 IR 58",
            "ISO 2022 GBK, GBK",
            "gb18030, GB18030",
            "ISO_IR 87, ISO 2022 IR 87"
        })
        void shouldUnderstandOtherSpellings(String given, String standard) {
            assertThat(SpecificCharacterSet.of(given).terms()).containsExactly(standard);
        }

        @Test
        void shouldReadOnWithTermsThatNoOneKnows() {
            assertThat(decode("J\u00e9r", VR.LO, "ISO_IR 999")).isEqualTo("Jér");
            assertThat(SpecificCharacterSet.of("ISO_IR 999").terms()).containsExactly("ISO_IR 999");
            assertThat(SpecificCharacterSet.of("ISO_IR 100", "ISO_IR 144").terms())
                    .containsExactly("ISO 2022 IR 100", "ISO 2022 IR 144");
        }

        @Test
        void shouldLetAWholeEncodingStandAlone() {
            assertThat(SpecificCharacterSet.of("ISO_IR 192", "ISO 2022 IR 87")).isEqualTo(SpecificCharacterSet.UTF8);
            assertThat(SpecificCharacterSet.of("", "ISO_IR 192")).isEqualTo(SpecificCharacterSet.UTF8);
            assertThat(SpecificCharacterSet.of("ISO_IR 100", "ISO_IR 192").decode(bytes("\u00e9"), VR.LO))
                    .isEqualTo("é");
        }

        @Test
        void shouldTakeNoTermForTheDefaultRepertoire() {
            assertThat(SpecificCharacterSet.of()).isSameAs(SpecificCharacterSet.DEFAULT);
            assertThat(SpecificCharacterSet.of("")).isSameAs(SpecificCharacterSet.DEFAULT);
            assertThat(SpecificCharacterSet.DEFAULT.terms()).isEmpty();
        }
    }

    @Test
    void shouldReplaceWhatASetDoesNotHave() {
        assertThat(encode("Jérôme 山😀!", VR.LO, "ISO_IR 100")).isEqualTo("J\u00e9r\u00f4me ??!");
        assertThat(encode("é", VR.LO)).isEqualTo("?");
        assertThat(SpecificCharacterSet.of("ISO_IR 100").canEncode("山")).isFalse();
        assertThat(SpecificCharacterSet.of("", "ISO 2022 IR 87").canEncode("山^川=\r\n"))
                .isTrue();
        assertThat(SpecificCharacterSet.UTF8.canEncode("山😀")).isTrue();
    }

    @Test
    void shouldReadAnyBytesAndWriteAnyTextWithoutFailing() {
        Random random = new Random(42);
        List<SpecificCharacterSet> sets = new ArrayList<>(List.of(SpecificCharacterSet.DEFAULT));
        for (CharacterSetTerm term : CharacterSetTerm.values()) {
            sets.add(SpecificCharacterSet.of(term.spelled(false)));
            sets.add(SpecificCharacterSet.of("", term.spelled(true)));
            sets.add(SpecificCharacterSet.of(term.spelled(true), "ISO 2022 IR 87", "ISO 2022 IR 149"));
        }
        byte[] likely = bytes("~~~$$()BJCDIA-LF\\^=\r\n");
        for (int round = 0; round < 20_000; round++) {
            byte[] field = new byte[random.nextInt(24)];
            random.nextBytes(field);
            for (int i = 0; i < field.length; i++) {
                if (random.nextBoolean()) field[i] = likely[random.nextInt(likely.length)];
            }
            SpecificCharacterSet set = sets.get(random.nextInt(sets.size()));
            VR vr = random.nextBoolean() ? VR.PN : VR.LT;

            String text = set.decode(field, vr);
            String written = set.decode(set.encode(text, vr), vr);

            // what can be written at all is read again as it was; an ESC that designates nothing is text and may come
            // to do so
            if (text.indexOf('\u001b') < 0 && text.indexOf('\\') < 0 && set.canEncode(text)) {
                assertThat(written)
                        .as("%s as %s", HexFormat.of().formatHex(field), set)
                        .isEqualTo(text);
            }
        }
    }
}
