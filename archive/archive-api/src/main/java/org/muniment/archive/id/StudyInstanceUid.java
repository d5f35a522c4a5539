package org.muniment.archive.id;

/** Study Instance UID (0020,000D). */
public record StudyInstanceUid(String value) implements Comparable<StudyInstanceUid> {

    public StudyInstanceUid {
        Uids.requireUid(value, "Study Instance UID");
    }

    @Override
    public int compareTo(StudyInstanceUid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
