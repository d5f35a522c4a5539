package org.muniment.core.find;

/**
 * What a peer and the archive have agreed beyond the basic rules (PS3.4 C.5.1.1.1 for C-FIND; parameters of the URL for QIDO-RS).
 *
 * @param relational keys of any level may be combined, and the unique keys of the levels above may be left out
 * @param combinedDateTime a range over a date and one over its time are one range from moment to moment
 * @param fuzzyNames the words of a person's name may come in another order and may be shortened
 * @param multipleValues a key with several values asks for entities that have all of them; otherwise one is enough
 */
public record QueryOptions(boolean relational, boolean combinedDateTime, boolean fuzzyNames, boolean multipleValues) {

    /** What holds when nothing was negotiated. */
    public static final QueryOptions BASIC = new QueryOptions(false, false, false, false);

    /** Relational, nothing else: what QIDO-RS and FHIR searches are. */
    public static final QueryOptions RELATIONAL = new QueryOptions(true, false, false, false);
}
