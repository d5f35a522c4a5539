package org.muniment.core.patient;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.StudyPatient;
import org.muniment.archive.patient.StudyPatients;
import org.muniment.core.ArchiveIndex;
import org.muniment.dicom.Attributes;

/**
 * Makes studies say whose they are. What a study is to say follows from what is written down about it and about patients, never from what it
 * says now: so this can be done again at any time, and completes what was left half done.
 */
final class StudyMoves {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ArchiveIndex index;
    private final StudyIndex heldBack;
    private final StudyPatients studies;

    StudyMoves(ArchiveIndex index) {
        this.index = index;
        this.heldBack = index.rejections().index().rejected();
        this.studies = index.patients().records().studies();
    }

    /**
     * Sees to all studies that name one of these identifiers, or were assigned to one.
     *
     * @param othersToo whether it may be that only instances that came under another identifier than their study have to say something else
     */
    void settle(Collection<PatientIdentifier> identifiers, boolean othersToo) {
        for (PatientIdentifier identifier : identifiers)
            for (StudyInstanceUid study : claiming(identifier)) inTurn(study, () -> rewrite(study, othersToo));
    }

    /** Those whose row was never rewritten name it there; the others are kept account of. */
    Set<StudyInstanceUid> claiming(PatientIdentifier identifier) {
        Set<StudyInstanceUid> found = new LinkedHashSet<>();
        for (StudyIndex side : List.of(index.reader(), heldBack)) {
            try (Stream<StudyRecord> rows = side.studies(new StudyAccess.ByPatientId(identifier.id()))) {
                rows.filter(row -> PatientIdentifier.of(row.attributes())
                                .filter(identifier::equals)
                                .isPresent())
                        .forEach(row -> found.add(row.id()));
            }
        }
        try (Stream<StudyInstanceUid> kept = studies.claiming(identifier)) {
            kept.forEach(found::add);
        }
        return found;
    }

    /** Identifiers with this id, of whatever issuer, that rows name. */
    Set<PatientIdentifier> named(String id) {
        Set<PatientIdentifier> found = new LinkedHashSet<>();
        for (StudyIndex side : List.of(index.reader(), heldBack)) {
            try (Stream<StudyRecord> rows = side.studies(new StudyAccess.ByPatientId(id))) {
                rows.forEach(row -> PatientIdentifier.of(row.attributes()).ifPresent(found::add));
            }
        }
        return found;
    }

    /** Decides whose the study is, or takes a decision back, and lets it say so. */
    void change(StudyInstanceUid study, UnaryOperator<StudyPatient> decision) {
        inTurn(study, () -> {
            StudyPatient before =
                    kept(study).orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such study"));
            studies.keep(decision.apply(before));
            rewrite(study, true);
        });
    }

    /** Who stores into the study, or changes what is seen of it, waits. */
    private void inTurn(StudyInstanceUid study, Runnable change) {
        try (var turn = index.rejections().studies().enter(study)) {
            if (!turn.lock(PATIENCE))
                throw new ArchiveException(ErrorCode.OVERLOADED, "too much is being stored into the study");
            change.run();
        }
    }

    /** What the study said when it came; empty where there is none. */
    Optional<StudyPatient> kept(StudyInstanceUid study) {
        return studies.find(study).or(() -> row(index.reader(), study)
                .or(() -> row(heldBack, study))
                .map(row -> StudyPatient.arrived(study, LivingAttributes.of(row))));
    }

    private void rewrite(StudyInstanceUid study, boolean othersToo) {
        Optional<StudyPatient> kept = kept(study);
        if (kept.isEmpty()) return;
        Attributes says = kept.get()
                .claimed()
                .map(index.patients()::living)
                .map(living -> LivingAttributes.of(kept.get(), living))
                .orElse(kept.get().arrived());
        boolean others = othersToo && !kept.get().alsoNamed().isEmpty();
        Optional<StudyRecord> seen = row(index.reader(), study).filter(row -> others || !says(row, says));
        Optional<StudyRecord> held = row(heldBack, study).filter(row -> others || !says(row, says));
        if (seen.isEmpty() && held.isEmpty()) return;
        index.changes().during(study, ChangeKind.PATIENT, () -> {
            studies.keep(kept.get());
            seen.ifPresent(row -> studies.rewrite(LivingAttributes.in(row, says)));
            held.ifPresent(row -> studies.rewriteHeldBack(LivingAttributes.in(row, says)));
            return study;
        });
    }

    private static boolean says(StudyRecord row, Attributes patient) {
        return LivingAttributes.of(row).equals(patient);
    }

    private static Optional<StudyRecord> row(StudyIndex side, StudyInstanceUid study) {
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.findFirst();
        }
    }
}
