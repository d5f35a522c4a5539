package org.muniment.archive.subscription;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;

/**
 * Keeps subscriptions. Safe for use by many threads and processes; durable on return. Failures are {@link ArchiveException} INDEX_UNAVAILABLE:
 * the write may or may not have happened.
 */
public interface SubscriptionRegister {

    Optional<SubscriptionRecord> find(String id);

    /** In order of id; there are few. */
    List<SubscriptionRecord> all();

    /** @throws IllegalArgumentException where there is one of this id, which stays */
    void add(SubscriptionRecord first);

    /** Puts {@code next} in the place of the one it was made from; false where that has changed or gone meanwhile, and then nothing is written. */
    boolean replace(SubscriptionRecord previous, SubscriptionRecord next);

    /** @return false where there was none */
    boolean remove(String id);
}
