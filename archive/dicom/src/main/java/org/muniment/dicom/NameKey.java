package org.muniment.dicom;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What two spellings of a person's name have in common: the key under which names are indexed and matched (PS3.4 C.2.2.2.1 leaves
 * case and accents to the archive). Fold what is stored and what is asked for by the same function, then compare; a folded key
 * folds to itself.
 *
 * <ul>
 *   <li>Case is dropped, independent of locale; {@code ß} and {@code ss}, {@code æ} and {@code ae}, {@code ø} and {@code o},
 *       {@code ł} and {@code l} are alike, final sigma is sigma. {@code ü} is {@code u}, not {@code ue}: that is a transliteration.
 *   <li>Marks on Latin, Greek and Cyrillic letters (so {@code й} is {@code и}), Hebrew points and Arabic vowel signs and hamza are
 *       dropped. Marks that make another letter are not: kana voicing, Thai and Indic vowels.
 *   <li>Width and presentation forms are dropped: full-width Latin, half-width kana, Arabic ligatures, old forms of Han characters
 *       that Unicode counts as compatible. Hiragana and katakana, traditional and simplified Han stay apart.
 *   <li>Runs of white space are one space, and none at the edge of a component; control and invisible characters, trailing empty
 *       components and groups are dropped; typographic apostrophes and hyphens are the ASCII ones.
 * </ul>
 *
 * The delimiters {@code ^} and {@code =} and the wildcards {@code *} and {@code ?} stay; as the width is dropped first, their
 * full-width forms count as them.
 */
public final class NameKey {

    private NameKey() {}

    /** The key of a whole name, a component group or a query for one; empty for null. */
    public static String of(String name) {
        if (name == null) return "";
        String simple = simple(name);
        return tidy(simple != null ? simple : fold(name));
    }

    /** The keys of those component groups that are not empty, each once: what an index row is made for. */
    public static List<String> groups(String name) {
        List<String> keys = new ArrayList<>(3);
        for (String group : of(name).split("=")) {
            if (!group.isEmpty() && !keys.contains(group)) keys.add(group);
        }
        return keys;
    }

    /** ASCII without controls needs no tables; null for anything else. */
    private static String simple(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '`') return null;
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static String fold(String name) {
        // an acute accent typed for an apostrophe would come apart into a space and a mark
        String apart = Normalizer.normalize(name.replace('´', '\''), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(apart.length());
        apart.codePoints().filter(c -> !isDropped(c)).forEach(c -> append(c, out));
        // puts hangul syllables and voiced kana together again
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    private static boolean isDropped(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> !Character.isWhitespace(c);
            case Character.FORMAT -> true;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> isOptionalMark(c);
            default -> c == 'ـ'; // the Arabic stretcher
        };
    }

    private static boolean isOptionalMark(int mark) {
        if (mark == '\u3099' || mark == '\u309a') return false; // kana voicing
        return switch (UnicodeScript.of(mark)) {
            case INHERITED, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC -> true;
            default -> false;
        };
    }

    private static void append(int c, StringBuilder out) {
        switch (c) {
            case '`', 'ʹ', 'ʻ', 'ʼ', '‘', '’', '‛', '′' -> out.append('\'');
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> out.append('-');
            case 'ß' -> out.append("ss");
            case 'æ' -> out.append("ae");
            case 'œ' -> out.append("oe");
            case 'þ' -> out.append("th");
            case 'ø' -> out.append('o');
            case 'đ', 'ð' -> out.append('d');
            case 'ł' -> out.append('l');
            case 'ħ' -> out.append('h');
            case 'ŧ' -> out.append('t');
            case 'ı' -> out.append('i');
            case 'ς' -> out.append('σ');
            default -> out.appendCodePoint(Character.isWhitespace(c) ? ' ' : c);
        }
    }

    /** Spaces collapsed and away from delimiters, trailing delimiters gone. */
    private static String tidy(String key) {
        StringBuilder out = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            int last = out.length() - 1;
            char before = last < 0 ? '^' : out.charAt(last);
            if (c == ' ') {
                if (before != ' ' && before != '^' && before != '=') out.append(c);
                continue;
            }
            if ((c == '^' || c == '=') && before == ' ') out.setLength(last);
            if (c == '=') trimEnd(out, '^');
            out.append(c);
        }
        trimEnd(out, ' ');
        while (trimEnd(out, '^') | trimEnd(out, '=')) {
            // a group of nothing but delimiters uncovers the next
        }
        return out.toString();
    }

    private static boolean trimEnd(StringBuilder text, char c) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == c) end--;
        boolean any = end < text.length();
        text.setLength(end);
        return any;
    }
}
