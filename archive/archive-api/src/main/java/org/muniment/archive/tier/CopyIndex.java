package org.muniment.archive.tier;

import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;

/**
 * Which containers there are, and which objects lie where in them: facts, changed one by one. Containers are told apart by their id, which is
 * never used twice.
 *
 * <p>Every write is durable on return, idempotent, and made by whoever owns the job, without a lock. Two rules make a late writer harmless:
 * a container once RELEASING stays so whatever is written after, and one that was removed does not come back.
 *
 * <p>Safe for use by many threads. Streams are lazy and closed by the caller. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE: the write may or may not have happened.
 */
public interface CopyIndex {

    /** A container is about to be written: to be called before its first byte, so that whatever comes of it can be found. */
    void begin(Container writing);

    /**
     * The container's bytes are durable: from now on it is found by each of its members. Readers see all of that or nothing.
     *
     * @throws org.muniment.archive.error.ArchiveException INSTANCE_BUSY where the container was removed meanwhile, or is RELEASING: somebody
     *     else took it for left behind. It does not count as a copy then.
     */
    void complete(Container good, List<Member> members);

    /** Changes state, and when it was verified or seen, where that is told. What the container holds stays as it is. */
    void update(Container container);

    /** The container's bytes are gone. Its members are forgotten with it. */
    void remove(Container container);

    /** In whatever state. */
    Stream<Container> ofStudy(StudyInstanceUid study);

    /** Containers of the series the object is of, in whatever state. */
    List<Container> beside(ObjectKey object);

    /** In the order of their offsets; none while the container is WRITING. */
    Stream<Member> members(Container container);

    /** All copies of an object but those being written; as a rule a single read by the object's series. */
    List<Held> holding(ObjectKey object);

    /** Every container in whatever state, in no order, at the cost of the whole archive: for maintenance. */
    Stream<Container> scan();
}
