package org.muniment.archive.id;

/** Series Instance UID (0020,000E). */
public record SeriesInstanceUid(String value) implements Comparable<SeriesInstanceUid> {

    public SeriesInstanceUid {
        Uids.requireUid(value, "Series Instance UID");
    }

    @Override
    public int compareTo(SeriesInstanceUid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
