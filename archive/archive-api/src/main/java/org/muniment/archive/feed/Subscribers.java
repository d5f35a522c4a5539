package org.muniment.archive.feed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * What is kept of those who read the feed: one state each, and the changes they could not take. Safe for use by many threads and processes;
 * durable on return. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE: the write may or may not have happened.
 */
public interface Subscribers {

    Optional<SubscriberState> find(String name);

    /** In order of name. */
    List<SubscriberState> all();

    /** Adds a state; false where there is one of this name, which stays. */
    boolean add(SubscriberState first);

    /** Puts {@code next} in the place of the state it was made from; false where that has changed meanwhile, and then nothing is written. */
    boolean replace(SubscriberState previous, SubscriberState next);

    /** Nothing is kept any more of this subscriber, neither its state nor its troubled changes. */
    void remove(String name);

    /** Keeps a troubled change, in the place of an earlier one of its study. */
    void keep(String subscriber, TroubledChange troubled);

    /** The study was delivered, or a person decided that it need not be. */
    void forget(String subscriber, StudyInstanceUid study);

    Optional<TroubledChange> troubled(String subscriber, StudyInstanceUid study);

    /** All of the subscriber's, in no order; lazy, to be closed. */
    Stream<TroubledChange> troubled(String subscriber);
}
