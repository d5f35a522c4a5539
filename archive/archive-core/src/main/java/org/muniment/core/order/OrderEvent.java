package org.muniment.core.order;

/** What can happen to an order or a step of it; what follows, {@link StatusTable} says. */
enum OrderEvent {
    /** Ordered, for the first time or anew. */
    ORDERED,
    /** It shall not begin. */
    CALLED_OFF,
    /** It shall not go on. */
    BROKEN_OFF,
    HELD,
    RELEASED,
    /** A modality began, or went on after an end. */
    STARTED,
    /** It was done as intended. */
    COMPLETED,
    /** A modality broke it off. */
    DISCONTINUED,
    /** What the modality began was meant for another entry of its worklist. */
    WRONG_ENTRY,
    IMAGES_ARRIVED
}
