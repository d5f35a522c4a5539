package org.muniment.archive.order;

import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * The orders, and what leads to them. Every write is durable on return and idempotent; one that fails may have happened in part, and
 * repeating it completes it. Of writes to one order at the same time one wins whole: who calls lets them take turns. Streams are lazy, read
 * in pages and closed by the caller. Safe for use by many threads. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface OrderIndex {

    /** @param previous what the order was before; by what it no longer says it is no longer found */
    void save(ImagingOrder order, Optional<ImagingOrder> previous);

    Optional<ImagingOrder> find(OrderId id);

    /** Each order once, in no order. */
    Stream<ImagingOrder> orders(OrderAccess access);

    /** Costs as much as the days asked for have open steps, however many there were and will be. */
    Stream<OpenSteps.Found> openSteps(OpenSteps access);

    /** Takes the place of an earlier link of the study. */
    void link(StudyLink link);

    /** From now on the study's numbers count again. */
    void unlink(StudyInstanceUid study);

    Optional<StudyLink> linkOf(StudyInstanceUid study);

    /** Studies a person has linked to the order. */
    Stream<StudyInstanceUid> linkedTo(OrderId order);
}
