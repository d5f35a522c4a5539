package org.muniment.server.tier;

import java.util.Optional;

/** A tier that is found by an address of which it is not certain that it leads to the same place as ever, and therefore bears a mark. */
interface MarkedTier {

    String name();

    /** As an operator calls it: a directory, a bucket. */
    String place();

    /** Where in it the mark lies. */
    String markPlace();

    /** What to look at where the mark is not the one expected. */
    String doubt();

    /** Empty where there is none. */
    Optional<String> readMark();

    /** Whole or not at all, and durable; may leave one that somebody else wrote meanwhile. */
    void writeMark(String mark);
}
