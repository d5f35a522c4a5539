package org.muniment.archive.index;

import java.time.Instant;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;

/**
 * Changes what the archive holds. Every write is idempotent and durable on return. Safe for use by many threads. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE: the write may or may not have happened, and repeating it
 * is harmless.
 */
public interface StudyIndexWriter {

    /** What the archive has of an instance that is about to be committed. As a rule a single read, of nothing. */
    Known lookUp(InstanceId id);

    /**
     * Commits an instance whose series and study rows, with its modality and SOP class, are known to be there. Where that fails, readers
     * may find it by one of its UIDs and not by another until it is committed again.
     */
    void commit(InstanceRecord instance);

    /**
     * Commits an instance together with its series and study: either all of it becomes true, after a crash at the latest
     * when the index has recovered, or nothing. {@code study} replaces the study's attributes; modalities and SOP classes are added
     * to those it has.
     */
    void commit(InstanceRecord instance, SeriesRecord series, StudyRecord study);

    /**
     * As {@code commit}, where {@code previous} is the same instance's present row: its object is retired in the same step, unless the
     * new row refers to it, too.
     */
    void replace(InstanceRecord previous, InstanceRecord instance, SeriesRecord series, StudyRecord study);

    /**
     * Puts another encoding of the instance in the place of {@code previous}, whose object is retired; series and study stay as they are. However late the
     * write comes, it takes the place of no other row than that one, whoever has written it.
     *
     * @return false where the instance's row refers to another object, or there is none: then nothing is written
     */
    boolean replaceEncoding(InstanceRecord previous, InstanceRecord encodedAnew);

    /** Objects retired before {@code before}. */
    Stream<RetiredObject> retired(Instant before);

    /** The retired object's bytes are gone. */
    void forget(RetiredObject retired);

    /**
     * Every committed instance, in no order, at the cost of the whole archive: for maintenance such as the reconciler, never to answer a
     * query. Rows that come or go meanwhile may be missed or seen.
     */
    Stream<InstanceRecord> scan();
}
