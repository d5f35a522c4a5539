package org.muniment.core;

/** The moments in the life of an instance at which a test can let something happen, in their order. */
public enum Step {
    /** The intention to announce the change becomes durable. */
    OPEN_INTENTION,
    LOOK_UP,
    CREATE_OBJECT,
    WRITE_BYTES,
    BEFORE_OBJECT_IS_DURABLE,
    AFTER_OBJECT_IS_DURABLE,
    READ_PARENTS,
    BEFORE_ROW_IS_COMMITTED,
    AFTER_ROW_IS_COMMITTED,
    /** Each write of a rejection or restoration, of which one consists of many. */
    CHANGE_REJECTION,
    DELETE_OBJECT,
    SCAN
}
