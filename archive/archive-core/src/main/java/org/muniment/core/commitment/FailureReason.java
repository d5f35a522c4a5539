package org.muniment.core.commitment;

/** Why an instance is not committed: Failure Reason (0008,1197), PS3.3 C.14.1.1. */
public enum FailureReason {
    /** The instance is known, but its object is not as it was stored. */
    PROCESSING_FAILURE(0x0110),
    NO_SUCH_OBJECT_INSTANCE(0x0112),
    /** The instance is of another class than the requestor says. */
    CLASS_INSTANCE_CONFLICT(0x0119),
    /** The store with its object is out of reach: asked again later, it may be committed. */
    RESOURCE_LIMITATION(0x0213);

    private final int code;

    FailureReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
