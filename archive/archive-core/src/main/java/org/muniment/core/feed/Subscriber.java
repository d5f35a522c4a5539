package org.muniment.core.feed;

import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;

/**
 * Somebody who is told of changes, by one thread at a time: at least once of each, in order for one study. Changes of a study that come
 * close together are one, so what to tell is to be read from the study's present state ({@link StudyStates}). Every wait inside has a deadline.
 */
public interface Subscriber {

    /** Lasts over restarts: its place in the feed is kept under this name. Letters, digits, {@code . _ -}. */
    String name();

    /** Whether it wants to hear of such changes at all. */
    default boolean wants(ChangeKind kind) {
        return true;
    }

    /**
     * Tells the target; on return it has taken the change for good.
     *
     * @throws TargetUnavailableException the target as a whole does not answer: nothing more is delivered until it does
     * @throws UndeliverableException this study can't be delivered while others can: it is tried again some times, then parked with the reason;
     *     any other exception is taken for this one
     */
    void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException;
}
