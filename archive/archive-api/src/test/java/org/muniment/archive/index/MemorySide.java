package org.muniment.archive.index;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;
import org.muniment.dicom.Tag;

/** One side of the index in memory: what is in sight, or what is held back. Streams are snapshots. */
final class MemorySide implements StudyIndex {

    private static final Comparator<StudyRecord> NEWEST_FIRST = Comparator.comparing(
            (StudyRecord study) -> studyDate(study).orElse(LocalDate.MIN), Comparator.reverseOrder());

    private final Map<SeriesId, NavigableMap<SopInstanceUid, InstanceRecord>> instances = new HashMap<>();
    private final Map<StudyInstanceUid, NavigableMap<SeriesInstanceUid, SeriesRecord>> series = new HashMap<>();
    private final Map<StudyInstanceUid, StudyRecord> studies = new HashMap<>();
    private final Map<StudyInstanceUid, Integer> rewritten = new HashMap<>();

    @Override
    public synchronized Optional<InstanceRecord> instance(InstanceId id) {
        return Optional.ofNullable(rows(id.seriesId()).get(id.instance()));
    }

    @Override
    public synchronized List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
        return instances.values().stream()
                .map(ofSeries -> ofSeries.get(uid))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public synchronized List<SeriesRecord> seriesByUid(SeriesInstanceUid uid) {
        return series.values().stream()
                .map(ofStudy -> ofStudy.get(uid))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public synchronized Stream<StudyRecord> studies(StudyAccess access) {
        if (access instanceof StudyAccess.ByStudyUid by)
            return by.uids().stream().distinct().map(studies::get).filter(Objects::nonNull).toList().stream();
        if (access instanceof StudyAccess.ByPatientId by) return having(Tag.PatientID, by.patientId());
        if (access instanceof StudyAccess.ByAccessionNumber by)
            return having(Tag.AccessionNumber, by.accessionNumber());
        if (access instanceof StudyAccess.ByPatientName by) return matching(s -> nameBegins(s, by.foldedPrefix()));
        if (access instanceof StudyAccess.Latest) return matching(s -> true).sorted(NEWEST_FIRST);
        StudyAccess.ByStudyDate by = (StudyAccess.ByStudyDate) access;
        return matching(s -> studyDate(s)
                        .filter(d -> !d.isBefore(by.from()) && !d.isAfter(by.to()))
                        .isPresent())
                .sorted(NEWEST_FIRST);
    }

    @Override
    public synchronized Stream<SeriesRecord> series(StudyInstanceUid study) {
        return List.copyOf(series.getOrDefault(study, new TreeMap<>()).values()).stream();
    }

    @Override
    public synchronized Stream<InstanceRecord> instances(SeriesId id) {
        return List.copyOf(rows(id).values()).stream();
    }

    @Override
    public synchronized long countInstances(SeriesId id) {
        return rows(id).size();
    }

    @Override
    public synchronized Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> of) {
        Map<SeriesId, Long> counts = new HashMap<>();
        for (StudyInstanceUid study : of) {
            series.getOrDefault(study, new TreeMap<>())
                    .values()
                    .forEach(row -> counts.put(row.id(), countInstances(row.id())));
        }
        return counts;
    }

    synchronized void put(InstanceRecord instance) {
        instances
                .computeIfAbsent(instance.id().seriesId(), id -> new TreeMap<>())
                .put(instance.id().instance(), instance);
    }

    synchronized void put(SeriesRecord ofSeries, StudyRecord study) {
        series.computeIfAbsent(study.id(), id -> new TreeMap<>())
                .put(ofSeries.id().series(), ofSeries);
        studies.merge(study.id(), study, MemorySide::merged);
    }

    synchronized void rewrite(StudyRecord study) {
        studies.merge(study.id(), study, MemorySide::merged);
        rewritten.merge(study.id(), 1, Integer::sum);
    }

    /** How often. */
    synchronized int rewritten(StudyInstanceUid study) {
        return rewritten.getOrDefault(study, 0);
    }

    private static StudyRecord merged(StudyRecord present, StudyRecord added) {
        Set<String> modalities = new HashSet<>(present.modalities());
        modalities.addAll(added.modalities());
        Set<String> sopClasses = new HashSet<>(present.sopClasses());
        sopClasses.addAll(added.sopClasses());
        return new StudyRecord(added.id(), added.attributes(), modalities, sopClasses);
    }

    synchronized void remove(InstanceId id) {
        rows(id.seriesId()).remove(id.instance());
    }

    synchronized void removeParents(StudyInstanceUid study) {
        series.remove(study);
        studies.remove(study);
    }

    synchronized void prune(StudyInstanceUid study) {
        Map<SeriesInstanceUid, SeriesRecord> left = series.getOrDefault(study, new TreeMap<>());
        left.values().removeIf(s -> rows(s.id()).isEmpty());
        if (left.isEmpty()) {
            removeParents(study);
            return;
        }
        Set<String> modalities = left.values().stream()
                .map(s -> s.attributes().getString(Tag.Modality, ""))
                .collect(Collectors.toSet());
        Set<String> sopClasses = left.values().stream()
                .flatMap(s -> rows(s.id()).values().stream())
                .map(InstanceRecord::sopClassUid)
                .collect(Collectors.toSet());
        studies.computeIfPresent(
                study,
                (id, row) -> new StudyRecord(
                        id,
                        row.attributes(),
                        common(row.modalities(), modalities),
                        common(row.sopClasses(), sopClasses)));
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    synchronized Stream<InstanceRecord> scan() {
        return instances.values().stream().flatMap(rows -> rows.values().stream()).toList().stream();
    }

    private NavigableMap<SopInstanceUid, InstanceRecord> rows(SeriesId id) {
        return instances.getOrDefault(id, new TreeMap<>());
    }

    private Stream<StudyRecord> having(int tag, String value) {
        return matching(s -> value.equals(s.attributes().getString(tag)));
    }

    private Stream<StudyRecord> matching(Predicate<StudyRecord> wanted) {
        return studies.values().stream().filter(wanted).sorted(Comparator.comparing(StudyRecord::id)).toList().stream();
    }

    private static boolean nameBegins(StudyRecord study, String foldedPrefix) {
        return NameKey.groups(study.attributes().getString(Tag.PatientName)).stream()
                .anyMatch(group -> group.startsWith(foldedPrefix));
    }

    private static Optional<LocalDate> studyDate(StudyRecord study) {
        Attributes attributes = study.attributes();
        try {
            return Optional.ofNullable(attributes.getString(Tag.StudyDate))
                    .map(date -> LocalDate.parse(date.replace(".", ""), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
