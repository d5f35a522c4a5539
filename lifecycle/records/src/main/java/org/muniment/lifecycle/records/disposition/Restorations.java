package org.muniment.lifecycle.records.disposition;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.core.reject.RejectionService;

/**
 * Takes rejections back for people. What is brought back into sight is not to be destroyed: where its study was about to be, that is stopped first, be it
 * hidden by this note or by another; where that can't be stopped any more, nothing is brought back, as it would be gone the next moment.
 */
public final class Restorations {

    private final RejectionService rejections;
    private final Dispositions dispositions;

    public Restorations(RejectionService rejections, Dispositions dispositions) {
        this.rejections = rejections;
        this.dispositions = dispositions;
    }

    /**
     * As {@link RejectionService#restore}. A destruction that it stopped gives back the rest of the study soon.
     *
     * @throws ArchiveException DESTRUCTION_BEGUN where it is too late
     */
    public Rejection restore(SopInstanceUid note, String by, String reason) {
        Rejection rejection = rejections.rejection(note);
        if (rejection.state() == Rejection.State.RESTORED) return rejection;
        for (StudyInstanceUid study : rejection.studies())
            if (dispositions.running(study).isPresent()) stop(study, note, by, reason);
        return rejections.restore(note, by, reason);
    }

    private void stop(StudyInstanceUid study, SopInstanceUid note, String by, String reason) {
        try {
            dispositions.restore(study, reason.isBlank() ? "the rejection by " + note + " is taken back" : reason, by);
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_FOUND) throw e; // it has come to its end meanwhile
        }
    }
}
