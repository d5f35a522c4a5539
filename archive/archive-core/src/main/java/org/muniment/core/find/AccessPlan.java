package org.muniment.core.find;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.dicom.Tag;

/**
 * Where to begin: the access path that promises the fewest rows. What it yields is candidates only, every condition is verified on them.
 *
 * @param studies paths whose union holds every study that can match; empty where {@code instances} or {@code series} say it
 * @param instances the SOP Instance UIDs asked for
 * @param series the Series Instance UIDs asked for
 */
record AccessPlan(List<StudyAccess> studies, List<SopInstanceUid> instances, List<SeriesInstanceUid> series) {

    /** A shorter beginning of a name may fit half the archive, and then a month is the better bound. */
    private static final int TELLING_PREFIX = 3;

    private static final long SHORT_RANGE_DAYS = 31;

    static AccessPlan of(Query query) {
        return byUid(query)
                .or(() -> studies(
                        exact(query, QueryLevel.STUDY, Tag.AccessionNumber, StudyAccess.ByAccessionNumber::new)))
                .or(() -> studies(exact(query, QueryLevel.PATIENT, Tag.PatientID, StudyAccess.ByPatientId::new)))
                .or(() -> studies(byName(query, TELLING_PREFIX)))
                .or(() -> studies(byDate(query, SHORT_RANGE_DAYS)))
                .or(() -> studies(byName(query, 1)))
                .or(() -> studies(byDate(query, Long.MAX_VALUE)))
                .or(() -> query.isPaged() ? studies(List.of(new StudyAccess.Latest())) : Optional.empty())
                .orElseThrow(() -> new ArchiveException(
                        ErrorCode.UNBOUNDED_QUERY, "Too broad: add patient ID, name, accession, study date or UID"));
    }

    /** True where the query is about the content of studies it names, so that only they have to be looked at. */
    boolean isWithinNamedStudies() {
        return studies.stream().allMatch(StudyAccess.ByStudyUid.class::isInstance) && !studies.isEmpty();
    }

    private static Optional<AccessPlan> byUid(Query query) {
        List<String> studies = query.exactValues(QueryLevel.STUDY);
        if (!studies.isEmpty()) {
            return studies(
                    List.of(new StudyAccess.ByStudyUid(uids(studies, Tag.StudyInstanceUID, StudyInstanceUid::new))));
        }
        List<String> instances = query.exactValues(QueryLevel.IMAGE);
        if (!instances.isEmpty()) {
            return Optional.of(
                    new AccessPlan(List.of(), uids(instances, Tag.SOPInstanceUID, SopInstanceUid::new), List.of()));
        }
        List<String> series = query.exactValues(QueryLevel.SERIES);
        if (series.isEmpty()) return Optional.empty();
        return Optional.of(
                new AccessPlan(List.of(), List.of(), uids(series, Tag.SeriesInstanceUID, SeriesInstanceUid::new)));
    }

    private static Optional<AccessPlan> studies(List<StudyAccess> accesses) {
        return accesses.isEmpty() ? Optional.empty() : Optional.of(new AccessPlan(accesses, List.of(), List.of()));
    }

    static <T> List<T> uids(List<String> values, int tag, Function<String, T> uid) {
        try {
            return values.stream().map(uid).toList();
        } catch (ArchiveException e) {
            throw KeyParser.invalid(tag, "not a UID");
        }
    }

    private static List<StudyAccess> exact(
            Query query, QueryLevel level, int tag, Function<String, StudyAccess> access) {
        return query.exactValues(level, tag).stream().map(access).toList();
    }

    private static List<StudyAccess> byName(Query query, int telling) {
        Criterion criterion =
                query.criterion(QueryLevel.PATIENT, Tag.PatientName).orElse(null);
        if (!(criterion instanceof Criterion.OnValue on) || on.asked().size() != 1) return List.of();
        ValueMatch match = on.asked().get(0);
        List<String> prefixes;
        if (match instanceof NameMatch name) {
            prefixes = name.prefix().length() >= telling
                            || name.isExact() && !name.prefix().isEmpty()
                    ? List.of(name.prefix())
                    : List.of();
        } else {
            prefixes = ((FuzzyNameMatch) match).prefixes();
            if (prefixes.stream().anyMatch(p -> p.length() < telling)) prefixes = List.of();
        }
        return prefixes.stream()
                .<StudyAccess>map(StudyAccess.ByPatientName::new)
                .toList();
    }

    private static List<StudyAccess> byDate(Query query, long maxDays) {
        Criterion criterion = query.criterion(QueryLevel.STUDY, Tag.StudyDate).orElse(null);
        List<DateRange> ranges = criterion instanceof Criterion.OnDateTime on
                ? List.of(on.dates())
                : criterion instanceof Criterion.OnValue on
                        ? on.asked().stream().map(DateRange.class::cast).toList()
                        : List.of();
        long days = ranges.stream()
                .mapToLong(r -> ChronoUnit.DAYS.between(r.from(), r.to()) + 1)
                .sum();
        if (days > maxDays) return List.of();
        return ranges.stream()
                .<StudyAccess>map(r -> new StudyAccess.ByStudyDate(r.from(), r.to()))
                .toList();
    }
}
