package org.muniment.archive.order;

/** How far an order or one of its scheduled procedure steps has come. */
public enum OrderStatus {
    SCHEDULED,
    /** Held by who placed or fills it; it may be taken up again. */
    ON_HOLD,
    IN_PROGRESS,
    COMPLETED,
    /** Ended without the intended result, after it had begun. */
    DISCONTINUED,
    /** Called off before it began. */
    CANCELLED;

    /** Nothing more is to be done, unless it is ordered anew. */
    public boolean isFinal() {
        return this == COMPLETED || this == DISCONTINUED || this == CANCELLED;
    }

    /** Whether a modality is to see it in its worklist. */
    public boolean isOpen() {
        return this == SCHEDULED || this == IN_PROGRESS;
    }
}
