package org.muniment.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The data dictionary of PS3.6 and PS3.7 Annex E, read from {@code dictionary.tsv}; knows repeating groups (PS3.5 7.6). */
public final class ElementDictionary {

    /**
     * One row.
     *
     * @param tag for a repeating group its first member, e.g. 60003000
     * @param mask which bits of a tag must equal {@code tag}; all of them outside repeating groups
     * @param vrs more than one where the VR depends on other elements
     */
    public record Entry(int tag, int mask, List<VR> vrs, String vm, boolean retired, String keyword, String name) {

        /** The VR, or the one to assume where nothing is known of the elements it depends on. */
        public VR vr() {
            return vrs.contains(VR.OW) ? VR.OW : vrs.get(0);
        }
    }

    private static final int EXACT = -1;
    private static final Map<String, Entry> BY_KEYWORD = new HashMap<>(16384);
    private static final List<Integer> MASKS = new ArrayList<>();
    private static final Entry[] SLOTS = new Entry[32768];

    static {
        for (String[] row : rows("dictionary.tsv")) add(row);
    }

    private ElementDictionary() {}

    /** Tab-separated rows of a resource beside this class, without comment lines. */
    static List<String[]> rows(String resource) {
        try (InputStream in = ElementDictionary.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String[] row) {
        if (row[1].isEmpty() || row[1].startsWith("See")) return;
        int tag = Integer.parseUnsignedInt(row[0].replace('x', '0'), 16);
        int mask = Integer.parseUnsignedInt(row[0].replaceAll("[^x]", "F").replace('x', '0'), 16);
        List<VR> vrs = new ArrayList<>();
        for (String vr : row[1].split(" or ")) vrs.add(VR.valueOf(vr));
        Entry entry = new Entry(tag, mask, List.copyOf(vrs), row[2], !row[3].isEmpty(), row[4], row[5]);
        if (mask != EXACT && !MASKS.contains(mask)) MASKS.add(mask);
        SLOTS[slot(tag, mask)] = entry;
        if (!entry.keyword().isEmpty()) BY_KEYWORD.put(entry.keyword(), entry);
    }

    /** Where the entry of this tag and mask is, or would go: open addressing, the table is never more than a sixth full. */
    private static int slot(int tag, int mask) {
        int slot = (tag * 0x9E3779B9 >>> 17) + (mask == EXACT ? 0 : 1) & SLOTS.length - 1;
        while (SLOTS[slot] != null && (SLOTS[slot].tag() != tag || SLOTS[slot].mask() != mask)) {
            slot = slot + 1 & SLOTS.length - 1;
        }
        return slot;
    }

    /** The row for a tag, also for a member of a repeating group; null where there is none, as for every private tag. */
    public static Entry find(int tag) {
        if (isPrivate(tag)) return null;
        Entry entry = SLOTS[slot(tag, EXACT)];
        if (entry != null) return entry;
        for (int i = 0; i < MASKS.size(); i++) {
            int mask = MASKS.get(i);
            entry = SLOTS[slot(tag & mask, mask)];
            if (entry != null) return entry;
        }
        return null;
    }

    /** An odd group is private (PS3.5 7.8). */
    public static boolean isPrivate(int tag) {
        return (tag & 0x10000) != 0;
    }

    /** A private creator reserves a block of its group: (gggg,0010-00FF), PS3.5 7.8.1. */
    public static boolean isPrivateCreator(int tag) {
        return isPrivate(tag) && (tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff;
    }

    /** The VR of a tag, of those it may have the most usual one; UN where nothing is known. */
    public static VR vrOf(int tag) {
        return vrOf(tag, false, false);
    }

    /**
     * The VR a tag has in Implicit VR Little Endian (PS3.5 A.1).
     *
     * @param signedPixels Pixel Representation in force is 1: what may be US or SS is SS
     * @param singleEntryLut LUT Descriptor names one entry: LUT data is then a number, US, not a table, OW
     */
    static VR vrOf(int tag, boolean signedPixels, boolean singleEntryLut) {
        if ((tag & 0xffff) == 0) return VR.UL;
        if (isPrivate(tag)) return isPrivateCreator(tag) ? VR.LO : VR.UN;
        Entry entry = find(tag);
        if (entry == null) return VR.UN;
        List<VR> vrs = entry.vrs();
        if (vrs.size() == 1) return vrs.get(0);
        if (vrs.contains(VR.OW)) return singleEntryLut && vrs.contains(VR.US) ? VR.US : VR.OW;
        return signedPixels ? VR.SS : VR.US;
    }

    /** The keyword of a tag, or null. */
    public static String keywordOf(int tag) {
        Entry entry = find(tag);
        return entry == null || entry.keyword().isEmpty() ? null : entry.keyword();
    }

    /** The row with this keyword, or null. */
    public static Entry find(String keyword) {
        return BY_KEYWORD.get(keyword);
    }
}
