package org.muniment.dicom.net.pdu;

import java.util.Arrays;

/**
 * SOP class extended negotiation, PS3.7 D.3.3.5.
 *
 * @param information service class application information; for Query/Retrieve one byte a feature (PS3.4 C.5)
 */
public record ExtendedNegotiation(String sopClassUid, byte[] information) {

    /** PS3.4 C.5.1.1, C.5.2.1, C.5.3.1: relational queries or retrieval. */
    public static final int RELATIONAL = 0;
    /** PS3.4 C.5.1.1: date and time of a range match as one value. */
    public static final int DATE_TIME_MATCHING = 1;
    /** PS3.4 C.5.1.1: fuzzy semantic matching of person names. */
    public static final int FUZZY_MATCHING = 2;
    /** PS3.4 C.5.1.1: timezone query adjustment. */
    public static final int TIMEZONE_ADJUSTMENT = 3;

    /** True where the byte of this feature is there and 1. */
    public boolean has(int feature) {
        return feature < information.length && information[feature] == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtendedNegotiation that
                && sopClassUid.equals(that.sopClassUid)
                && Arrays.equals(information, that.information);
    }

    @Override
    public int hashCode() {
        return 31 * sopClassUid.hashCode() + Arrays.hashCode(information);
    }
}
