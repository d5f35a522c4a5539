package org.muniment.archive.id;

/** SOP Instance UID (0008,0018). */
public record SopInstanceUid(String value) implements Comparable<SopInstanceUid> {

    public SopInstanceUid {
        Uids.requireUid(value, "SOP Instance UID");
    }

    @Override
    public int compareTo(SopInstanceUid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
