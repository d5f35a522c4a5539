package org.muniment.archive.lifecycle;

import java.time.Instant;
import java.util.Collection;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;

/**
 * Keeps {@link StudyNotes}. Every write is durable on return and idempotent; of two times the later one stays, in whatever order they are written. Safe for
 * use by many threads and processes. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE: the write may or may not have
 * happened.
 */
public interface StudyNotebook {

    /** {@link StudyNotes#NONE} where nothing is noted. */
    StudyNotes of(StudyInstanceUid study);

    /** Somebody has read it. */
    void viewed(StudyInstanceUid study, Instant at);

    /** The loose files of instances received until then are given up, for good. To be noted before the first of them goes. */
    void looseReleased(StudyInstanceUid study, Instant receivedUntil);

    /** The loose files were read. */
    void looseVerified(StudyInstanceUid study, Instant at);

    /** Loose files were found to be damaged. */
    void damaged(StudyInstanceUid study, Collection<ObjectKey> loose);

    /** Damaged loose files are gone: others have taken their place. */
    void mended(StudyInstanceUid study, Collection<ObjectKey> loose);

    /** The study is gone, and so is what was noted of it. */
    void forget(StudyInstanceUid study);
}
