package org.muniment.lifecycle.records.disposition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.reject.RejectionNote;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.reject.RejectionTarget;

/** Takes a study out of sight by rejection notes (113039, DCM), which tell all who keep copies; and brings it back. */
final class StudyHiding {

    /** What one note can name. */
    private static final int PER_NOTE = 5_000;

    private final ArchiveIndex index;
    private final RejectionService rejections;

    StudyHiding(ArchiveIndex index, RejectionService rejections) {
        this.index = index;
        this.rejections = rejections;
    }

    /** On return nothing of the study is in sight that was there at the call. Repeating it rejects the rest. */
    void hide(StudyInstanceUid study, String destruction, String by, String why) {
        List<InstanceRecord> seen = inSight(study);
        for (int from = 0; from < seen.size(); from += PER_NOTE)
            reject(
                    study,
                    seen.subList(from, Math.min(from + PER_NOTE, seen.size())),
                    by,
                    why + " " + mark(destruction));
    }

    private void reject(StudyInstanceUid study, List<InstanceRecord> part, String by, String reason) {
        RejectionTarget target = new RejectionTarget(
                study,
                part.stream().map(row -> row.id().series()).toList(),
                part.stream().map(row -> row.id().instance()).toList());
        try {
            rejections.reject(target, RejectionCode.RETENTION_EXPIRED, by, reason);
        } catch (ArchiveException e) {
            // another rejection came first; the next look tells what is left
            if (e.code() != ErrorCode.NOT_FOUND) throw e;
        }
    }

    /** Takes all back that {@link #hide} did for this destruction; what others rejected stays so. */
    void show(StudyInstanceUid study, String destruction, String by, String why) {
        for (Rejection rejection : rejections.ofStudy(study))
            if (rejection.state() != Rejection.State.RESTORED
                    && rejection.reason().endsWith(mark(destruction)))
                rejections.restore(rejection.note().instance(), by, why);
    }

    private static String mark(String destruction) {
        return "(destruction " + destruction + ")";
    }

    List<SopInstanceUid> notes(StudyInstanceUid study, String destruction) {
        return rejections.ofStudy(study).stream()
                .filter(rejection -> rejection.reason().endsWith(mark(destruction)))
                .map(rejection -> rejection.note().instance())
                .toList();
    }

    /** Whether anything of the study is in sight, be it a rejection note. */
    boolean isInSight(StudyInstanceUid study) {
        return !instances(index.reader(), study).isEmpty();
    }

    /** Everything in sight but rejection notes. */
    private List<InstanceRecord> inSight(StudyInstanceUid study) {
        return instances(index.reader(), study).stream()
                .filter(row -> !RejectionNote.is(row))
                .toList();
    }

    /** Everything of the study that is held back, notes included. */
    List<InstanceRecord> heldBack(StudyInstanceUid study) {
        return instances(index.rejections().index().rejected(), study);
    }

    private static List<InstanceRecord> instances(StudyIndex side, StudyInstanceUid study) {
        List<InstanceRecord> found = new ArrayList<>();
        List<SeriesRecord> series;
        try (Stream<SeriesRecord> rows = side.series(study)) {
            series = rows.toList();
        }
        for (SeriesRecord row : series) {
            try (Stream<InstanceRecord> instances = side.instances(row.id())) {
                instances.forEach(found::add);
            }
        }
        return found;
    }
}
