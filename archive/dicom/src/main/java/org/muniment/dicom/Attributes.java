package org.muniment.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * A data set: elements in tag order. Values stay as the bytes they came as, so what is read is written back unchanged; getters
 * interpret on demand. Not thread-safe while being changed.
 */
public final class Attributes {

    /** One element; {@code tag} is unsigned. */
    public record Element(int tag, VR vr, Value value) {}

    private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
    private Attributes parent;
    private Value.Bytes charsetTerms;
    private SpecificCharacterSet charset;
    private boolean undefinedLength;

    public Attributes() {}

    /** The data set this one is an item of, or null; it lends its character set. */
    public Attributes parent() {
        return parent;
    }

    /** True for an item that came with a delimiter instead of a length; it is written back so. */
    public boolean undefinedLength() {
        return undefinedLength;
    }

    void setUndefinedLength(boolean undefined) {
        this.undefinedLength = undefined;
    }

    /** Shallow copy of all elements (items are shared). */
    public Attributes(Attributes other) {
        elements.putAll(other.elements);
    }

    /** Shallow copy of those of {@code tags} that {@code other} has. */
    public Attributes(Attributes other, Collection<Integer> tags) {
        for (int tag : tags) {
            Element e = other.elements.get(tag);
            if (e != null) elements.put(tag, e);
        }
    }

    /** Deep copy: items are copied, the bytes of values, which nobody changes, are shared. */
    public Attributes copy() {
        Attributes copy = new Attributes();
        copy.undefinedLength = undefinedLength;
        for (Element element : elements.values()) copy.put(copy(element));
        return copy;
    }

    private static Element copy(Element element) {
        if (!(element.value() instanceof Value.Items items)) return element;
        List<Attributes> copies = new ArrayList<>(items.items().size());
        for (Attributes item : items.items()) copies.add(item.copy());
        return new Element(
                element.tag(), element.vr(), new Value.Items(copies, items.undefinedLength(), items.asUnknown()));
    }

    public Collection<Element> elements() {
        return Collections.unmodifiableCollection(elements.values());
    }

    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    public boolean contains(int tag) {
        return elements.containsKey(tag);
    }

    /** True where the element is there and not of zero length. */
    public boolean containsValue(int tag) {
        Element e = elements.get(tag);
        if (e == null) return false;
        if (e.value() instanceof Value.Bytes b) return b.bytes().length > 0;
        if (e.value() instanceof Value.Items i) return !i.items().isEmpty();
        if (e.value() instanceof Value.Bulk b) return b.length() > 0;
        return true;
    }

    public Element get(int tag) {
        return elements.get(tag);
    }

    /** A private element by its creator, or null; of {@code tag} the group and the last two digits matter. */
    public Element get(String creator, int tag) {
        return PrivateBlock.find(this, creator, tag)
                .map(block -> elements.get(block.tag(tag)))
                .orElse(null);
    }

    Collection<Element> range(int firstTag, int lastTag) {
        return elements.subMap(firstTag, true, lastTag, true).values();
    }

    public void put(Element element) {
        if (element.value() instanceof Value.Items items) items.items().forEach(item -> item.parent = this);
        elements.put(element.tag(), element);
    }

    public void putAll(Attributes other) {
        other.elements.values().forEach(this::put);
    }

    public void remove(int tag) {
        elements.remove(tag);
    }

    /** The character set in force here: own, else the parent's, else the default repertoire. */
    public SpecificCharacterSet characterSet() {
        for (Attributes a = this; a != null; a = a.parent) {
            Element e = a.elements.get(Tag.SpecificCharacterSet);
            if (e != null && e.value() instanceof Value.Bytes b) return a.characterSet(b);
        }
        return SpecificCharacterSet.DEFAULT;
    }

    /** Worked out once for as long as the element stays the same: every text is read through it. */
    private SpecificCharacterSet characterSet(Value.Bytes terms) {
        if (terms != charsetTerms) {
            charset = SpecificCharacterSet.of(splitAscii(terms.bytes()));
            charsetTerms = terms;
        }
        return charset;
    }

    // ---- reading ----

    public byte[] getBytes(int tag) {
        Element e = elements.get(tag);
        return e != null && e.value() instanceof Value.Bytes b ? b.bytes() : null;
    }

    /** First value, trimmed of padding, or null where absent or empty. Binary numbers are given in decimal. */
    public String getString(int tag) {
        String[] all = getStrings(tag);
        return all.length == 0 || all[0].isEmpty() ? null : all[0];
    }

    public String getString(int tag, String otherwise) {
        String s = getString(tag);
        return s == null ? otherwise : s;
    }

    /** First value of a private element, see {@link #get(String, int)}. */
    public String getString(String creator, int tag) {
        Element e = get(creator, tag);
        return e == null ? null : getString(e.tag());
    }

    /** All values, each trimmed of its padding; empty where absent or of zero length. */
    public String[] getStrings(int tag) {
        Element e = elements.get(tag);
        if (e == null || !(e.value() instanceof Value.Bytes b) || b.bytes().length == 0) return new String[0];
        if (e.vr().isString()) return decode(e.vr(), b.bytes());
        return BinaryNumbers.toStrings(e.vr(), b.bytes());
    }

    private String[] decode(VR vr, byte[] bytes) {
        if (vr.kind() == VR.Kind.ASCII) {
            return vr.isSingleText() ? new String[] {trimEnd(ascii(bytes))} : splitAscii(bytes);
        }
        if (vr.isSingleText()) return new String[] {trimEnd(characterSet().decode(bytes, vr))};
        String[] values = characterSet().decodeAll(bytes, vr);
        for (int i = 0; i < values.length; i++) values[i] = vr == VR.UC ? trimEnd(values[i]) : trim(values[i]);
        return values;
    }

    private static String[] splitAscii(byte[] bytes) {
        String[] values = ascii(bytes).split("\\\\", -1);
        for (int i = 0; i < values.length; i++) values[i] = trim(values[i]);
        return values;
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String trim(String s) {
        int from = 0;
        while (from < s.length() && s.charAt(from) == ' ') from++;
        return trimEnd(s.substring(from));
    }

    private static String trimEnd(String s) {
        int to = s.length();
        while (to > 0 && (s.charAt(to - 1) == ' ' || s.charAt(to - 1) == 0)) to--;
        return s.substring(0, to);
    }

    /** First value as a whole number, or {@code otherwise} where absent or not a number. */
    public int getInt(int tag, int otherwise) {
        String s = getString(tag);
        if (s == null) return otherwise;
        try {
            return isWhole(s) ? (int) Long.parseLong(s) : (int) Double.parseDouble(s);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static boolean isWhole(String s) {
        if (s.length() > 11) return false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if ((c < '0' || c > '9') && !(i == 0 && (c == '+' || c == '-'))) return false;
        }
        return true;
    }

    /** Items of a sequence; empty where absent. */
    public List<Attributes> getItems(int tag) {
        Element e = elements.get(tag);
        return e != null && e.value() instanceof Value.Items i ? i.items() : List.of();
    }

    /** First item, or null. */
    public Attributes getItem(int tag) {
        List<Attributes> items = getItems(tag);
        return items.isEmpty() ? null : items.get(0);
    }

    // ---- writing ----

    /** Values joined by backslash, encoded in {@link #characterSet()}, padded to even length. */
    public void setString(int tag, VR vr, String... values) {
        byte[] bytes = vr.kind() == VR.Kind.TEXT
                ? characterSet().encode(String.join("\\", values), vr)
                : String.join("\\", values).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        setBytes(tag, vr, bytes);
    }

    /** Sets a private element, in the block of its creator, which is reserved if need be. */
    public void setString(String creator, int tag, VR vr, String... values) {
        setString(PrivateBlock.reserve(this, creator, tag).tag(tag), vr, values);
    }

    /** Whole numbers in the binary form of {@code vr}, or in decimal where it is a string. */
    public void setInt(int tag, VR vr, int... values) {
        if (vr.isString()) {
            setString(tag, vr, Arrays.stream(values).mapToObj(String::valueOf).toArray(String[]::new));
            return;
        }
        setBytes(tag, vr, BinaryNumbers.of(vr, values));
    }

    /** Sets raw bytes (little endian); an odd length is padded. */
    public void setBytes(int tag, VR vr, byte[] bytes) {
        byte[] even = bytes;
        if ((bytes.length & 1) != 0) {
            even = Arrays.copyOf(bytes, bytes.length + 1);
            even[bytes.length] = vr.padding();
        }
        elements.put(tag, new Element(tag, vr, new Value.Bytes(even)));
    }

    /** An element of zero length. */
    public void setNull(int tag, VR vr) {
        put(new Element(tag, vr, vr == VR.SQ ? new Value.Items(new ArrayList<>()) : Value.Bytes.EMPTY));
    }

    /** Replaces the sequence by these items; they take this data set as their parent. */
    public void setItems(int tag, Attributes... items) {
        put(new Element(tag, VR.SQ, new Value.Items(new ArrayList<>(List.of(items)))));
    }

    /** By elements and values; how sequences are delimited is a matter of encoding. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes a && elements.equals(a.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    /** How many elements there are; values are patient data. */
    @Override
    public String toString() {
        return "Attributes[" + elements.size() + " elements]";
    }
}
