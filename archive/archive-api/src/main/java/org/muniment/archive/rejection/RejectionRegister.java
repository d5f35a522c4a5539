package org.muniment.archive.rejection;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/** Keeps the history of rejections. Writes are idempotent and durable on return, as those of {@link RejectionIndex}. */
public interface RejectionRegister {

    /** Writes the rejection down as it is now, and lists it as unsettled. */
    void record(Rejection rejection);

    Optional<Rejection> find(SopInstanceUid note);

    /** Rejections of instances of the study, and those whose note is in it; in no order. */
    Stream<Rejection> ofStudy(StudyInstanceUid study);

    /** All rejections made before {@code before}, the latest first. */
    Stream<Rejection> before(Instant before);

    /** Those that were recorded and not settled since; in no order. */
    Stream<Rejection> unsettled();

    /** Nothing is left to do about the rejection as it is now. */
    void settle(Rejection rejection);

    /** Removes a rejection whose note never came to be stored. */
    void forget(Rejection rejection);
}
