package org.muniment.archive.rejection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;

/**
 * The two sides of the index: what is in sight, which {@link StudyIndex} and its writer are about, and what is held back because it was
 * rejected. An instance is on one of them; while it is moved it may be on both, never on neither.
 *
 * <p>Marks say which rejection notes name an instance, whether it is in the archive or not. Marks and sides are kept in agreement by who
 * calls. Every write is durable on return and idempotent; one that fails may have happened in part, and repeating it completes it. Safe for
 * use by many threads, which take turns where they change one study. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface RejectionIndex {

    /** What is held back, read in the same ways as what is in sight. */
    StudyIndex rejected();

    /** What is derived of it. */
    DerivedIndex derived();

    /** Every instance held back; for maintenance, as {@link org.muniment.archive.index.StudyIndexWriter#scan}. */
    Stream<InstanceRecord> scan();

    /** From now on the instances are named by {@code note}. */
    void mark(Collection<InstanceId> instances, SopInstanceUid note, RejectionCode code);

    /** {@code note} no longer names them. */
    void unmark(Collection<InstanceId> instances, SopInstanceUid note);

    /** The notes that name each of these instances; those no note names are left out. */
    Map<InstanceId, Map<SopInstanceUid, RejectionCode>> marks(Collection<InstanceId> instances);

    /**
     * Holds back instances of one series. New ones, too, which by this become committed out of sight.
     *
     * @param series what the series held back is to say; so {@code study}, whose modalities and SOP classes are added to those it has there
     */
    void hide(List<InstanceRecord> instances, SeriesRecord series, StudyRecord study);

    /** Brings instances of one series back into sight; {@code series} and {@code study} as those in sight are to say. */
    void show(List<InstanceRecord> instances, SeriesRecord series, StudyRecord study);

    /**
     * Ends a change of the study by {@link #hide} and {@link #show}: removes, on both sides, what they left of it — series without instances, the
     * study without series, modalities and SOP classes that none of its series and instances has.
     */
    void prune(StudyInstanceUid study);

    /** The rejections themselves. */
    RejectionRegister register();
}
