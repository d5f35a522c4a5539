package org.muniment.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Specific Character Set (0008,0005): how bytes of the VRs LO, LT, PN, SH, ST, UC and UT become text and back; PS3.3 C.12.1.1.2,
 * PS3.5 6.1. Immutable.
 *
 * <p>Reading never fails: misspelt terms are understood, unknown ones ignored, escape sequences obeyed though not declared, bytes
 * that mean nothing become U+FFFD. Writing is strict; what the set does not have becomes {@code '?'}: ask {@link #canEncode} first
 * where that matters.
 */
public final class SpecificCharacterSet {

    /** The default repertoire; bytes above 127, which it does not have, are read as Latin-1. */
    public static final SpecificCharacterSet DEFAULT = new SpecificCharacterSet(new String[0]);

    /** Unicode in UTF-8, {@code ISO_IR 192}. */
    public static final SpecificCharacterSet UTF8 = new SpecificCharacterSet(new String[] {"ISO_IR 192"});

    private static final Map<String, SpecificCharacterSet> SINGLE = new HashMap<>();

    static {
        for (CharacterSetTerm term : CharacterSetTerm.values()) {
            String spelled = term.spelled(false);
            SINGLE.put(spelled, new SpecificCharacterSet(new String[] {spelled}));
        }
        SINGLE.put("", DEFAULT);
        SINGLE.put("ISO_IR 192", UTF8);
    }

    private final List<String> terms;
    /** Of a term that takes no code extensions; else null, and {@link #extensions} does the work. */
    private final Charset charset;

    private final CodeExtensions extensions;

    private SpecificCharacterSet(String[] given) {
        List<CharacterSetTerm> known = new ArrayList<>();
        for (String term : given) known.add(term.isBlank() ? CharacterSetTerm.IR_6 : CharacterSetTerm.of(term));
        CharacterSetTerm whole = whole(known);
        if (whole != null) {
            terms = List.of(whole.spelled(false));
            charset = whole.charset;
            extensions = null;
            return;
        }
        boolean extended = given.length > 1 || given.length == 1 && given[0].contains("2022");
        List<String> spelled = new ArrayList<>();
        List<GraphicCharacterSet> declared = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            CharacterSetTerm term = known.get(i);
            boolean asGiven = term == null || given[i].isBlank();
            spelled.add(asGiven ? given[i].trim() : term.spelled(extended));
            if (term != null) declared.addAll(term.sets);
        }
        List<GraphicCharacterSet> first = known.isEmpty() || known.get(0) == null ? List.of() : known.get(0).sets;
        if (declared.isEmpty()) declared.add(GraphicCharacterSet.ISO_646);
        if (first.isEmpty() || first.get(0).width == 2) declared.add(0, GraphicCharacterSet.ISO_646);
        terms = List.copyOf(spelled);
        charset = null;
        extensions = new CodeExtensions(first, List.copyOf(declared));
    }

    /** A whole encoding where the first value is one, or where nothing but the default repertoire stands before it. */
    private static CharacterSetTerm whole(List<CharacterSetTerm> known) {
        for (CharacterSetTerm term : known) {
            if (term != null && term.charset != null) return term;
            if (term != CharacterSetTerm.IR_6) return null;
        }
        return null;
    }

    /** For the values of (0008,0005) in their order; a missing first value is given as an empty string. */
    public static SpecificCharacterSet of(String... terms) {
        if (terms.length == 0) return DEFAULT;
        if (terms.length == 1) {
            SpecificCharacterSet known = SINGLE.get(terms[0].trim());
            if (known != null) return known;
        }
        return new SpecificCharacterSet(terms);
    }

    /** The values for (0008,0005), spelt as in the standard where recognised; empty for the default repertoire. */
    public List<String> terms() {
        return terms;
    }

    /** A whole value field, padding included. */
    public String decode(byte[] bytes, VR vr) {
        if (charset == StandardCharsets.UTF_8) return new String(bytes, StandardCharsets.UTF_8);
        if (isPlainAscii(bytes)) return new String(bytes, StandardCharsets.ISO_8859_1);
        return charset != null ? new String(bytes, charset) : extensions.decode(bytes, vr);
    }

    private boolean isPlainAscii(byte[] bytes) {
        if (extensions != null && !extensions.startsInAscii()) return false;
        for (byte b : bytes) if (b < 0 || b == 0x1b) return false;
        return true;
    }

    /** The values of a multi-valued field, split at backslashes that are not part of a multi-byte character. */
    public String[] decodeAll(byte[] bytes, VR vr) {
        String text = decode(bytes, vr);
        return text.indexOf('\\') < 0 ? new String[] {text} : text.split("\\\\", -1);
    }

    /**
     * Bytes of a value field, not padded. Backslashes are written as byte 0x5C whatever the set shows for it (JIS X 0201: a yen
     * sign); characters it does not have as {@code '?'}.
     */
    public byte[] encode(String text, VR vr) {
        return charset != null ? text.getBytes(charset) : extensions.encode(text, vr);
    }

    /** True where {@link #encode} keeps every character. */
    public boolean canEncode(String text) {
        if (charset != null) return charset.newEncoder().canEncode(text);
        return text.chars().allMatch(c -> extensions.canEncode((char) c));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpecificCharacterSet set && terms.equals(set.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** As in the stream: the terms joined by backslashes. */
    @Override
    public String toString() {
        return String.join("\\", terms);
    }
}
