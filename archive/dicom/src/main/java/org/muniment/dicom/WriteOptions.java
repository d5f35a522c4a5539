package org.muniment.dicom;

/**
 * Choices PS3.5 leaves to a writer.
 *
 * @param groupLengths group length elements of the data set (retired, PS3.5 7.2) are kept, with their value made right; else left out
 */
public record WriteOptions(SequenceLength sequenceLength, boolean groupLengths) {

    /** How sequences and items end (PS3.5 7.5). */
    public enum SequenceLength {
        /** Each as it was read; those made here by an explicit length. */
        AS_READ,
        EXPLICIT,
        UNDEFINED
    }

    /** Writes what was read as it was read. */
    public static final WriteOptions FAITHFUL = new WriteOptions(SequenceLength.AS_READ, true);

    boolean undefined(boolean asRead) {
        return sequenceLength == SequenceLength.UNDEFINED || sequenceLength == SequenceLength.AS_READ && asRead;
    }
}
