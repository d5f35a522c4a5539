package org.muniment.core.ingest;

/** What to do with an instance that is archived already with other content. Identical content is no duplicate, it is a repeat. */
public enum DuplicatePolicy {
    /** The first one stays, the new one is not taken; the outcome says so, and over DIMSE the sender gets a warning. */
    KEEP,
    /** The new one takes the place of the first, whose object is collected later. */
    REPLACE,
    /** The first one stays and the sender is told so. */
    REJECT
}
