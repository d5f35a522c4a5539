package org.muniment.dicom.net;

import java.util.List;

/**
 * Status of a DIMSE response: PS3.7 Annex C, and PS3.4 for the services. {@link StatusTable} says what each code means
 * for each service, and where that is written.
 *
 * @param code 0000H to FFFFH
 * @param comment Error Comment (0000,0902), at most 64 characters, or null. It crosses hospital borders and ends in logs:
 *     no patient data
 * @param offendingElements tags for Offending Element (0000,0901)
 * @param errorId Error ID (0000,0903), by which some services tell causes of one code apart; 0 for none
 */
public record DimseStatus(int code, String comment, List<Integer> offendingElements, int errorId) {

    private static final int MAX_COMMENT = 64;

    public static final DimseStatus SUCCESS = of(0x0000);
    public static final DimseStatus PENDING = of(0xFF00);
    /** C-FIND: goes on, but optional keys of the identifier were not matched or returned. */
    public static final DimseStatus PENDING_OPTIONAL_KEYS_NOT_SUPPORTED = of(0xFF01);

    public static final DimseStatus CANCEL = of(0xFE00);

    // PS3.7 Annex C: general
    public static final DimseStatus NO_SUCH_ATTRIBUTE = of(0x0105);
    public static final DimseStatus INVALID_ATTRIBUTE_VALUE = of(0x0106);
    public static final DimseStatus PROCESSING_FAILURE = of(0x0110);
    public static final DimseStatus DUPLICATE_SOP_INSTANCE = of(0x0111);
    public static final DimseStatus NO_SUCH_SOP_INSTANCE = of(0x0112);
    public static final DimseStatus NO_SUCH_EVENT_TYPE = of(0x0113);
    public static final DimseStatus INVALID_ARGUMENT_VALUE = of(0x0115);
    public static final DimseStatus INVALID_SOP_INSTANCE = of(0x0117);
    public static final DimseStatus NO_SUCH_SOP_CLASS = of(0x0118);
    public static final DimseStatus CLASS_INSTANCE_CONFLICT = of(0x0119);
    public static final DimseStatus MISSING_ATTRIBUTE = of(0x0120);
    public static final DimseStatus MISSING_ATTRIBUTE_VALUE = of(0x0121);
    public static final DimseStatus SOP_CLASS_NOT_SUPPORTED = of(0x0122);
    public static final DimseStatus NO_SUCH_ACTION_TYPE = of(0x0123);
    public static final DimseStatus NOT_AUTHORIZED = of(0x0124);
    public static final DimseStatus DUPLICATE_INVOCATION = of(0x0210);
    public static final DimseStatus UNRECOGNIZED_OPERATION = of(0x0211);
    public static final DimseStatus MISTYPED_ARGUMENT = of(0x0212);
    public static final DimseStatus RESOURCE_LIMITATION = of(0x0213);

    // PS3.4: storage, query and retrieve
    public static final DimseStatus OUT_OF_RESOURCES = of(0xA700);
    public static final DimseStatus UNABLE_TO_CALCULATE_NUMBER_OF_MATCHES = of(0xA701);
    public static final DimseStatus UNABLE_TO_PERFORM_SUBOPERATIONS = of(0xA702);
    public static final DimseStatus MOVE_DESTINATION_UNKNOWN = of(0xA801);
    public static final DimseStatus DATA_SET_DOES_NOT_MATCH_SOP_CLASS = of(0xA900);
    /** C-STORE: stored, with elements coerced. */
    public static final DimseStatus COERCION_OF_DATA_ELEMENTS = of(0xB000);
    /** C-MOVE, C-GET: done, but one or more sub-operations failed or warned. */
    public static final DimseStatus SUBOPERATIONS_COMPLETE_WITH_FAILURES = of(0xB000);

    public static final DimseStatus ELEMENTS_DISCARDED = of(0xB006);
    /** C-STORE: stored, though the data set does not match its SOP class. */
    public static final DimseStatus STORED_BUT_DOES_NOT_MATCH_SOP_CLASS = of(0xB007);
    /** C-STORE: cannot understand. */
    public static final DimseStatus CANNOT_UNDERSTAND = of(0xC000);
    /** C-FIND, C-MOVE, C-GET: unable to process. */
    public static final DimseStatus UNABLE_TO_PROCESS = of(0xC000);

    public DimseStatus {
        if ((code & ~0xFFFF) != 0) throw new IllegalArgumentException("not a status: " + code);
        comment = comment == null ? null : printable(comment);
        offendingElements = List.copyOf(offendingElements);
    }

    public static DimseStatus of(int code) {
        return new DimseStatus(code, null, List.of(), 0);
    }

    public static DimseStatus of(int code, String comment) {
        return new DimseStatus(code, comment, List.of(), 0);
    }

    public DimseStatus withComment(String text) {
        return new DimseStatus(code, text, offendingElements, errorId);
    }

    public DimseStatus withOffendingElements(Integer... tags) {
        return new DimseStatus(code, comment, List.of(tags), errorId);
    }

    public DimseStatus withErrorId(int id) {
        return new DimseStatus(code, comment, offendingElements, id);
    }

    public boolean isSuccess() {
        return code == 0;
    }

    public boolean isPending() {
        return code == 0xFF00 || code == 0xFF01;
    }

    public boolean isCancel() {
        return code == 0xFE00;
    }

    /** PS3.7 C.3: 0001H, Bxxx, and the two general codes that warn. */
    public boolean isWarning() {
        return code == 0x0001 || code == 0x0107 || code == 0x0116 || code >>> 12 == 0xB;
    }

    public boolean isFailure() {
        return !isSuccess() && !isPending() && !isCancel() && !isWarning();
    }

    /** The comment as an LO of the default repertoire can hold it. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(MAX_COMMENT);
        for (int i = 0; i < text.length() && out.length() < MAX_COMMENT; i++) {
            char c = text.charAt(i);
            out.append(c < ' ' || c > '~' || c == '\\' ? '?' : c);
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return String.format("%04XH", code) + (comment == null ? "" : " (" + comment + ")");
    }
}
