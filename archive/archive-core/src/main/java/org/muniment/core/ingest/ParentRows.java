package org.muniment.core.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.InFlight;

/**
 * Commits instances with as much of their series and study rows as is needed. What a row says first, it keeps; later instances add what is
 * missing. Only a replacement has its own way, because a sender that sends an instance again has corrected it.
 *
 * <p>Instances of one study take turns here while they have something to add, within this process; two nodes may overwrite each other's
 * additions, which the reconciler can mend.
 */
final class ParentRows {

    private final ArchiveIndex index;
    private final Duration timeout;
    private final InFlight<StudyInstanceUid> studies = new InFlight<>();

    ParentRows(ArchiveIndex index, Duration timeout) {
        this.index = index;
        this.timeout = timeout;
    }

    /**
     * Commits the instance.
     *
     * @param beforeWriting run when all that is needed is read and known, so that a failure later leaves it open whether the row is there
     */
    void commit(InstanceRecord instance, Parents parents, Runnable beforeWriting) {
        Sha256 fingerprint = parents.fingerprint();
        if (isKnown(parents, fingerprint)) {
            beforeWriting.run();
            index.writer().commit(instance);
        } else {
            exclusively(parents, () -> commitBoth(instance, parents, fingerprint, beforeWriting));
        }
    }

    /** As {@link #commit}, out of sight. */
    void holdBack(InstanceRecord instance, Parents parents, Runnable beforeWriting) {
        exclusively(parents, () -> {
            Parents all = present(index.rejections().index().rejected(), parents, instance.source())
                    .completedBy(parents);
            beforeWriting.run();
            index.rejections().index().hide(List.of(instance), all.series(), all.study());
        });
    }

    /** Sees to it that the rows of an instance that was committed before are there. */
    void ensure(InstanceRecord committed, Parents parents) {
        Sha256 fingerprint = parents.fingerprint();
        if (!isKnown(parents, fingerprint))
            exclusively(parents, () -> commitBoth(committed, parents, fingerprint, () -> {}));
    }

    /** Writes the rows of a committed instance again, so that every access path leads to its study. */
    void rewrite(InstanceRecord committed, Parents parents) {
        exclusively(parents, () -> {
            Parents all = present(index.reader(), parents, committed.source()).completedBy(parents);
            index.writer().commit(committed, all.series(), all.study());
        });
    }

    /** As {@link #commit}, in the place of {@code previous}. */
    void replace(InstanceRecord previous, InstanceRecord instance, Parents parents, Runnable beforeWriting) {
        exclusively(parents, () -> {
            SeriesId series = parents.series().id();
            Parents before = present(index.reader(), parents, instance.source());
            Parents all = parents.completedBy(before);
            StudyRecord study = index.patients().corrected(before.study(), all.study());
            index.cache().forget(series);
            beforeWriting.run();
            index.writer().replace(previous, instance, all.series(), study);
            index.cache().remember(series, parents.fingerprint());
        });
    }

    private boolean isKnown(Parents parents, Sha256 fingerprint) {
        return index.cache()
                .fingerprint(parents.series().id())
                .filter(fingerprint::equals)
                .isPresent();
    }

    private void commitBoth(InstanceRecord instance, Parents parents, Sha256 fingerprint, Runnable beforeWriting) {
        Optional<SeriesRecord> series =
                presentSeries(index.reader(), parents.series().id());
        Optional<StudyRecord> study = presentStudy(index.reader(), parents);
        Parents before = new Parents(
                series.orElse(parents.series()), study.orElseGet(() -> arriving(parents, instance.source())));
        Parents completed = before.completedBy(parents);
        boolean namedNow = study.isPresent() && !patient(before).equals(patient(completed));
        Parents all = namedNow ? new Parents(completed.series(), arriving(completed, instance.source())) : completed;
        study.ifPresent(row -> index.patients().doubt(row, parents.study(), instance.source()));
        beforeWriting.run();
        if (series.isPresent() && study.isPresent() && all.equals(before))
            index.writer().commit(instance);
        else index.writer().commit(instance, all.series(), all.study());
        index.cache().remember(parents.series().id(), fingerprint);
    }

    private Parents present(StudyIndex side, Parents otherwise, String source) {
        return new Parents(
                presentSeries(side, otherwise.series().id()).orElse(otherwise.series()),
                presentStudy(side, otherwise).orElseGet(() -> arriving(otherwise, source)));
    }

    private static Optional<PatientIdentifier> patient(Parents parents) {
        return PatientIdentifier.of(parents.study().attributes());
    }

    private StudyRecord arriving(Parents parents, String source) {
        return index.patients().arriving(parents.study(), source);
    }

    private static Optional<SeriesRecord> presentSeries(StudyIndex side, SeriesId id) {
        return side.seriesByUid(id.series()).stream()
                .filter(s -> s.id().equals(id))
                .findFirst();
    }

    private static Optional<StudyRecord> presentStudy(StudyIndex side, Parents of) {
        return presentStudy(side, of.study().id());
    }

    private static Optional<StudyRecord> presentStudy(StudyIndex side, StudyInstanceUid id) {
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(id)))) {
            return found.findFirst();
        }
    }

    private void exclusively(Parents parents, Runnable change) {
        exclusively(parents.study().id(), change);
    }

    private void exclusively(StudyInstanceUid study, Runnable change) {
        try (var turn = studies.enter(study)) {
            if (!turn.lock(timeout))
                throw new ArchiveException(ErrorCode.OVERLOADED, "too many instances of one study at once");
            index.patients().whileLinksStay(change);
        }
    }
}
