package org.muniment.archive.index;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.NameKey;
import org.muniment.dicom.Tag;

/**
 * The index as plain maps: an honest implementation that keeps to {@code StudyIndexContract}, for tests of whatever stands on the
 * SPI. Streams are snapshots.
 */
public final class MemoryStudyIndex implements StudyIndex, StudyIndexWriter {

    private static final Comparator<StudyRecord> NEWEST_FIRST = Comparator.comparing(
            (StudyRecord study) -> studyDate(study).orElse(LocalDate.MIN), Comparator.reverseOrder());

    private final Clock clock;
    private final Map<SopInstanceUid, Set<InstanceId>> byUid = new HashMap<>();
    private final Map<SeriesId, NavigableMap<SopInstanceUid, InstanceRecord>> instances = new HashMap<>();
    private final Map<StudyInstanceUid, NavigableMap<SeriesInstanceUid, SeriesRecord>> series = new HashMap<>();
    private final Map<StudyInstanceUid, StudyRecord> studies = new HashMap<>();
    private final Set<RetiredObject> retired = new LinkedHashSet<>();

    public MemoryStudyIndex() {
        this(Clock.systemUTC());
    }

    public MemoryStudyIndex(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<InstanceRecord> instance(InstanceId id) {
        return Optional.ofNullable(rows(id.seriesId()).get(id.instance()));
    }

    @Override
    public synchronized List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
        return byUid.getOrDefault(uid, Set.of()).stream()
                .map(id -> rows(id.seriesId()).get(id.instance()))
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
    public synchronized void commit(InstanceRecord instance) {
        byUid.computeIfAbsent(instance.id().instance(), uid -> new LinkedHashSet<>())
                .add(instance.id());
        instances
                .computeIfAbsent(instance.id().seriesId(), id -> new TreeMap<>())
                .put(instance.id().instance(), instance);
    }

    @Override
    public synchronized void commit(InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study) {
        series.computeIfAbsent(study.id(), id -> new TreeMap<>())
                .put(ofSeries.id().series(), ofSeries);
        studies.merge(study.id(), study, MemoryStudyIndex::merged);
        commit(instance);
    }

    private static StudyRecord merged(StudyRecord present, StudyRecord added) {
        Set<String> modalities = new HashSet<>(present.modalities());
        modalities.addAll(added.modalities());
        Set<String> sopClasses = new HashSet<>(present.sopClasses());
        sopClasses.addAll(added.sopClasses());
        return new StudyRecord(added.id(), added.attributes(), modalities, sopClasses);
    }

    @Override
    public synchronized void replace(
            InstanceRecord previous, InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study) {
        commit(instance, ofSeries, study);
        if (!previous.location().equals(instance.location()))
            retired.add(new RetiredObject(previous.location(), clock.instant()));
    }

    @Override
    public synchronized Stream<RetiredObject> retired(Instant before) {
        return retired.stream().filter(r -> r.retiredAt().isBefore(before)).toList().stream();
    }

    @Override
    public synchronized void forget(RetiredObject object) {
        retired.remove(object);
    }

    @Override
    public synchronized Stream<InstanceRecord> scan() {
        return instances.values().stream().flatMap(rows -> rows.values().stream()).toList().stream();
    }

    /** Loses the rows of a series and its study, as a damaged table would; the instances stay. */
    public synchronized void loseParents(SeriesId id) {
        series.remove(id.study());
        studies.remove(id.study());
    }

    /** Loses the row of an instance. */
    public synchronized void lose(InstanceId id) {
        rows(id.seriesId()).remove(id.instance());
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
