package org.muniment.dicom;

import static org.muniment.dicom.GraphicCharacterSet.*;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The defined terms of Specific Character Set (PS3.3 tables C.12-2 to C.12-5), found by any spelling seen in the wild. */
enum CharacterSetTerm {
    IR_6(6, ISO_646),
    IR_100(100, ISO_646, LATIN_1),
    IR_101(101, ISO_646, LATIN_2),
    IR_109(109, ISO_646, LATIN_3),
    IR_110(110, ISO_646, LATIN_4),
    IR_144(144, ISO_646, CYRILLIC),
    IR_127(127, ISO_646, ARABIC),
    IR_126(126, ISO_646, GREEK),
    IR_138(138, ISO_646, HEBREW),
    IR_148(148, ISO_646, LATIN_5),
    IR_203(203, ISO_646, LATIN_9),
    IR_13(13, JIS_X_0201_ROMAN, JIS_X_0201_KATAKANA),
    IR_166(166, ISO_646, THAI),
    IR_87(87, JIS_X_0208),
    IR_159(159, JIS_X_0212),
    IR_149(149, KS_X_1001),
    IR_58(58, GB_2312),
    IR_192("ISO_IR 192", StandardCharsets.UTF_8),
    GB18030("GB18030", Charset.forName("GB18030")),
    GBK("GBK", Charset.forName("GBK"));

    /** What is left of a term without its blanks and signs: "ISO 2022 IR 100", "iso-ir-100" and "ISO_IR100" read alike. */
    private static final Pattern REGISTRATION = Pattern.compile("(ISO)?(2022)?(IR)?(\\d{1,6})");

    private static final Map<String, CharacterSetTerm> BY_KEY = new HashMap<>(Map.ofEntries(
            Map.entry("ISO88591", IR_100),
            Map.entry("LATIN1", IR_100),
            Map.entry("ISO88592", IR_101),
            Map.entry("ISO88593", IR_109),
            Map.entry("ISO88594", IR_110),
            Map.entry("ISO88595", IR_144),
            Map.entry("ISO88596", IR_127),
            Map.entry("ISO88597", IR_126),
            Map.entry("ISO88598", IR_138),
            Map.entry("ISO88599", IR_148),
            Map.entry("ISO885911", IR_166),
            Map.entry("ISO885915", IR_203),
            Map.entry("ASCII", IR_6),
            Map.entry("USASCII", IR_6),
            Map.entry("UTF8", IR_192),
            Map.entry("ISO2022GBK", GBK),
            Map.entry("ISO2022GB18030", GB18030),
            Map.entry("GB2312", GBK),
            Map.entry("EUCKR", IR_149),
            Map.entry("KSC5601", IR_149)));

    static {
        for (CharacterSetTerm term : values()) BY_KEY.put(term.name().replace("_", ""), term);
    }

    private final String alone;
    private final String extended;

    /** What its text may switch between; empty for a term that stands for a whole encoding. */
    final List<GraphicCharacterSet> sets;

    /** The encoding of a term that takes no code extensions, else null. */
    final Charset charset;

    CharacterSetTerm(int registration, GraphicCharacterSet... sets) {
        this.sets = List.of(sets);
        this.charset = null;
        this.extended = "ISO 2022 IR " + registration;
        this.alone = sets[0].width == 1 ? "ISO_IR " + registration : extended;
    }

    CharacterSetTerm(String term, Charset charset) {
        this.sets = List.of();
        this.charset = charset;
        this.extended = term;
        this.alone = term;
    }

    /** The term meant by {@code spelling}, or null where none is recognised. */
    static CharacterSetTerm of(String spelling) {
        String key = spelling.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        CharacterSetTerm known = BY_KEY.get(key);
        if (known != null) return known;
        Matcher m = REGISTRATION.matcher(key);
        return m.matches() ? BY_KEY.get("IR" + Integer.parseInt(m.group(4))) : null;
    }

    /** As the standard spells it: with or without code extensions. */
    String spelled(boolean withExtensions) {
        return withExtensions ? extended : alone;
    }
}
