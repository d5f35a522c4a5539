package org.muniment.dicom;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** Keywords of the well-known UIDs of PS3.6 Annex A: the constants of {@link UID}, by name and by value. */
public final class UidDictionary {

    private static final Map<String, String> KEYWORDS = new HashMap<>();
    private static final Map<String, String> UIDS = new HashMap<>();

    static {
        for (Field field : UID.class.getFields()) {
            String uid = valueOf(field);
            KEYWORDS.put(uid, field.getName());
            UIDS.put(field.getName(), uid);
        }
    }

    private UidDictionary() {}

    private static String valueOf(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keyword of a UID, or null. */
    public static String keywordOf(String uid) {
        return KEYWORDS.get(uid);
    }

    /** The UID with this keyword, or null. */
    public static String uidOf(String keyword) {
        return UIDS.get(keyword);
    }
}
