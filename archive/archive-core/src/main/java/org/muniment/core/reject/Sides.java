package org.muniment.core.reject;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** Moves instances between what is in sight and what is held back, together with what has to be said of their series and study there. */
final class Sides {

    private final StudyIndex sight;
    private final RejectionIndex index;

    Sides(StudyIndex sight, RejectionIndex index) {
        this.sight = sight;
        this.index = index;
    }

    /** @param instances of one series */
    void hide(List<InstanceRecord> instances) {
        if (instances.isEmpty()) return;
        SeriesRecord series = series(instances, index.rejected(), sight);
        index.hide(instances, series, study(instances, series, index.rejected(), sight));
    }

    /** @param instances of one series */
    void show(List<InstanceRecord> instances) {
        if (instances.isEmpty()) return;
        SeriesRecord series = series(instances, sight, index.rejected());
        index.show(instances, series, study(instances, series, sight, index.rejected()));
    }

    /** What the side they come to says of them stays; where it says nothing, it is told what the other side says. */
    private static SeriesRecord series(List<InstanceRecord> instances, StudyIndex to, StudyIndex from) {
        SeriesId id = instances.get(0).id().seriesId();
        return series(to, id).or(() -> series(from, id)).orElseGet(() -> new SeriesRecord(id, bare(id)));
    }

    private static Optional<SeriesRecord> series(StudyIndex side, SeriesId id) {
        return side.seriesByUid(id.series()).stream()
                .filter(row -> row.id().equals(id))
                .findFirst();
    }

    private static StudyRecord study(
            List<InstanceRecord> instances, SeriesRecord series, StudyIndex to, StudyIndex from) {
        StudyInstanceUid id = series.id().study();
        Attributes attributes = study(to, id)
                .or(() -> study(from, id))
                .map(StudyRecord::attributes)
                .orElseGet(() -> bare(series.id()));
        String modality = series.attributes().getString(Tag.Modality);
        return new StudyRecord(
                id,
                attributes,
                modality == null ? Set.of() : Set.of(modality),
                instances.stream().map(InstanceRecord::sopClassUid).collect(Collectors.toSet()));
    }

    private static Optional<StudyRecord> study(StudyIndex side, StudyInstanceUid id) {
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(id)))) {
            return found.findFirst();
        }
    }

    /** For rows a crash has lost, until the reconciler writes them again. */
    private static Attributes bare(SeriesId id) {
        Attributes attributes = new Attributes();
        attributes.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        attributes.setString(Tag.StudyInstanceUID, VR.UI, id.study().value());
        attributes.setString(Tag.SeriesInstanceUID, VR.UI, id.series().value());
        return attributes;
    }

    /** Those of the series that have one of these UIDs. */
    List<InstanceRecord> among(StudyIndex side, SeriesId series, Set<SopInstanceUid> uids) {
        try (Stream<InstanceRecord> rows = side.instances(series)) {
            return rows.filter(row -> uids.contains(row.id().instance())).toList();
        }
    }

    Stream<SeriesId> series(StudyIndex side, StudyInstanceUid study) {
        try (Stream<SeriesRecord> rows = side.series(study)) {
            return rows.map(SeriesRecord::id).toList().stream();
        }
    }

    /** Whether anything but rejection notes is in sight. */
    boolean isInUse(StudyInstanceUid study) {
        return series(sight, study).anyMatch(series -> {
            try (Stream<InstanceRecord> rows = sight.instances(series)) {
                return rows.anyMatch(row -> !RejectionNote.is(row));
            }
        });
    }
}
