package org.muniment.dicom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The storage SOP classes of PS3.4 B.5, read from {@code storage-sop-classes.tsv}. */
public final class SopClasses {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        for (String[] row : ElementDictionary.rows("storage-sop-classes.tsv")) NAMES.put(row[0], row[1]);
    }

    private SopClasses() {}

    /** UIDs of all of them, in the standard's order. */
    public static Set<String> storage() {
        return Collections.unmodifiableSet(NAMES.keySet());
    }

    public static boolean isStorage(String uid) {
        return NAMES.containsKey(uid);
    }

    /** The name of a storage SOP class, or null. */
    public static String nameOf(String uid) {
        return NAMES.get(uid);
    }
}
