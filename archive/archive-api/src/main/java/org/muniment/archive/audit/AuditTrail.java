package org.muniment.archive.audit;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * One chain of entries, to which many threads and processes append and which nobody changes. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE; an event that was being appended may then be in the trail or not, and
 * appending it again may put it there twice, which does no harm.
 */
public interface AuditTrail {

    /** Appends an event behind all others; durable on return. Call it before the act is answered. */
    Sealed append(LifecycleEvent event);

    /**
     * Entries as they lie in the store, from this number on and in order; for {@link AuditVerification} also what was tampered with. Ends at the
     * first number at which there is nothing, unless the trail is known to be longer: then what lies behind the hole follows. Lazy; closed by the
     * caller.
     */
    Stream<Sealed> read(long from);

    /** The last entry; empty where there is none. */
    Optional<Sealed> last();

    /** How far the trail is known to reach by what was written beside it: fewer entries than that are a trail cut short. */
    long length();
}
