package org.muniment.archive.id;

/** Transaction UID (0008,1195). */
public record TransactionUid(String value) {

    public TransactionUid {
        Uids.requireUid(value, "Transaction UID");
    }

    @Override
    public String toString() {
        return value;
    }
}
