package org.muniment.lifecycle.engine.facts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.patient.PatientService;
import org.muniment.core.tier.StoredInstance;
import org.muniment.dicom.Tag;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.Origin;
import org.muniment.lifecycle.policy.facts.StorageFacts;
import org.muniment.lifecycle.policy.facts.StudyDates;
import org.muniment.lifecycle.policy.facts.StudyFacts;

/** Gathers the facts of studies from index, copies, patients and notes. Safe for use by many threads. */
public final class StudyFactsGatherer implements FactsSource {

    private final ArchiveIndex index;
    private final CopyStores copies;
    private final PatientHistory history;
    private final Function<String, SourceFacts> sources;
    private final Clock clock;

    /**
     * @param former what is remembered of studies that are gone
     * @param sources what is known of who sent something, by the name instances are stored with
     * @param clock in the time zone of the facilities
     */
    public StudyFactsGatherer(
            ArchiveIndex index,
            CopyStores copies,
            PatientService patients,
            FormerStudies former,
            Function<String, SourceFacts> sources,
            Clock clock) {
        this.index = index;
        this.copies = copies;
        this.history = new PatientHistory(patients, index.reader(), former, sources);
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public Clock clock(StudyFacts facts) {
        return clock;
    }

    public ZoneId zone() {
        return clock.getZone();
    }

    @Override
    public Optional<StudyFacts> of(StudyInstanceUid study) {
        return of(copies.lines(study));
    }

    /** As {@link #of(StudyInstanceUid)}, of copies that were looked at before. */
    public Optional<StudyFacts> of(StudyLines lines) {
        StudyInstanceUid uid = lines.holdings().study();
        ExpiryNotes seen = ExpiryNotes.without(
                index.rejections().index(), uid, lines.holdings().instances());
        List<StoredInstance> instances = seen.instances();
        Optional<StudyRecord> row = row(uid);
        if (row.isEmpty() || instances.isEmpty()) return Optional.empty();
        StudyRecord study = row.get();
        Set<String> modalities = modalities(seen);
        Origin origin = origin(study, modalities, instances);
        PatientHistory.Found patient = history.of(study, modalities, origin.facility());
        return Optional.of(new StudyFacts(
                uid, origin, patient.patient(), patient.care(), dates(study, seen), storage(lines, instances)));
    }

    /** What is in sight tells more of the study than what is held back. */
    private Optional<StudyRecord> row(StudyInstanceUid study) {
        return row(index.reader(), study)
                .or(() -> row(index.rejections().index().rejected(), study));
    }

    private static Optional<StudyRecord> row(StudyIndex side, StudyInstanceUid study) {
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.findFirst();
        }
    }

    private Set<String> modalities(ExpiryNotes seen) {
        Set<String> modalities = new TreeSet<>();
        for (SeriesId id : seen.series())
            for (StudyIndex side :
                    List.of(index.reader(), index.rejections().index().rejected()))
                side.seriesByUid(id.series()).stream()
                        .filter(row -> row.id().equals(id))
                        .map(row -> row.attributes().getString(Tag.Modality, ""))
                        .filter(modality -> !modality.isEmpty())
                        .forEach(modalities::add);
        return modalities;
    }

    private Origin origin(StudyRecord study, Set<String> modalities, List<StoredInstance> instances) {
        StoredInstance first = instances.stream()
                .min(Comparator.comparing(StoredInstance::receivedAt))
                .orElseThrow();
        SourceFacts source = sources.apply(first.source());
        return new Origin(
                Fact.of(modalities),
                inSeries(study.id(), Tag.BodyPartExamined),
                source.department().isUnknown()
                        ? inSeries(study.id(), Tag.InstitutionalDepartmentName)
                        : source.department(),
                source.name(),
                source.facility(),
                source.imported());
    }

    /** The one value all series agree on. */
    private Fact<String> inSeries(StudyInstanceUid study, int tag) {
        Set<String> values = new HashSet<>();
        for (StudyIndex side :
                List.of(index.reader(), index.rejections().index().rejected()))
            try (Stream<SeriesRecord> series = side.series(study)) {
                series.map(s -> s.attributes().getString(tag, "").strip())
                        .filter(value -> !value.isEmpty())
                        .forEach(values::add);
            }
        if (values.isEmpty()) return Fact.unknown("no series says it");
        return values.size() == 1 ? Fact.of(values.iterator().next()) : Fact.unknown("series say different things");
    }

    private StudyDates dates(StudyRecord study, ExpiryNotes seen) {
        Instant received = seen.instances().stream()
                .map(StoredInstance::receivedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new StudyDates(
                PatientHistory.studyDate(study.attributes()),
                Fact.of(day(received)),
                copies.notebook()
                        .of(study.id())
                        .lastViewed()
                        .map(at -> Fact.of(day(at)))
                        .orElseGet(Fact::none),
                Fact.of(day(lastChange(seen))),
                Fact.unknown());
    }

    private static Instant lastChange(ExpiryNotes seen) {
        return Stream.concat(
                        seen.otherChanges().stream(), seen.instances().stream().map(StoredInstance::receivedAt))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone());
    }

    private static StorageFacts storage(StudyLines lines, List<StoredInstance> instances) {
        long size = instances.stream().mapToLong(StoredInstance::size).sum();
        return new StorageFacts(size, revision(instances), lines.copies());
    }

    /** Another one whenever an instance came, went, was replaced, hidden or shown, see {@link ExpiryNotes}. Not when it was encoded anew: that changes no record. */
    private static String revision(List<StoredInstance> instances) {
        MessageDigest digest = sha256();
        instances.stream()
                .map(i -> i.id().instance().value() + ' ' + i.receivedAt().toEpochMilli() + ' ' + i.heldBack())
                .sorted()
                .forEach(text -> digest.update((text + '\n').getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
