package org.muniment.lifecycle.engine.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.core.tier.StoredInstance;

/**
 * A study as it is but for rejections because its retention expired (113039, DCM): these are steps of its destruction and no facts of its own. What they
 * alone hold back counts as in sight, and the notes don't count at all.
 *
 * @param instances those of the study
 * @param otherChanges when something else was rejected or restored
 */
record ExpiryNotes(List<StoredInstance> instances, List<Instant> otherChanges) {

    static ExpiryNotes without(RejectionIndex index, StudyInstanceUid study, List<StoredInstance> instances) {
        List<Rejection> rejections;
        try (Stream<Rejection> found = index.register().ofStudy(study)) {
            rejections = found.toList();
        }
        Set<InstanceId> notes = rejections.stream()
                .filter(ExpiryNotes::isOfExpiry)
                .map(Rejection::note)
                .collect(Collectors.toSet());
        List<Instant> others = rejections.stream()
                .filter(rejection -> !isOfExpiry(rejection))
                .map(Rejection::changedAt)
                .toList();
        return new ExpiryNotes(notes.isEmpty() ? instances : counted(index, notes, instances), others);
    }

    private static boolean isOfExpiry(Rejection rejection) {
        return rejection.code() == RejectionCode.RETENTION_EXPIRED;
    }

    private static List<StoredInstance> counted(
            RejectionIndex index, Set<InstanceId> notes, List<StoredInstance> instances) {
        Map<InstanceId, Map<SopInstanceUid, RejectionCode>> marks = index.marks(instances.stream()
                .filter(StoredInstance::heldBack)
                .map(StoredInstance::id)
                .toList());
        List<StoredInstance> counted = new ArrayList<>();
        for (StoredInstance instance : instances) {
            if (notes.contains(instance.id())) continue;
            boolean heldBack = instance.heldBack()
                    && !marks.getOrDefault(instance.id(), Map.of()).values().stream()
                            .allMatch(code -> code == RejectionCode.RETENTION_EXPIRED);
            counted.add(new StoredInstance(
                    instance.id(),
                    instance.key(),
                    instance.size(),
                    instance.digest(),
                    instance.transferSyntaxUid(),
                    instance.receivedAt(),
                    instance.source(),
                    heldBack));
        }
        return counted;
    }

    /** Those that count as in sight; where there is none, all. */
    Set<SeriesId> series() {
        Set<SeriesId> seen = series(instances.stream().filter(instance -> !instance.heldBack()));
        return seen.isEmpty() ? series(instances.stream()) : seen;
    }

    private static Set<SeriesId> series(Stream<StoredInstance> of) {
        return of.map(instance -> instance.id().seriesId()).collect(Collectors.toSet());
    }
}
