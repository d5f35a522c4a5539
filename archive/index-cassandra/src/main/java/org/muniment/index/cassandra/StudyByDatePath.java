package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * Table {@code study_by_date}: a bucket for each month, the newest study first. Studies without a date are spread over some buckets beyond
 * all months, so that they can be reached at all.
 */
final class StudyByDatePath implements StudyPath<StudyAccess.ByStudyDate> {

    private static final String TABLE = "study_by_date";

    /** What a DA of four digits for the year can say (PS3.5 6.2). */
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final int UNDATED_BUCKETS = 16;
    private static final DateTimeFormatter DA =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    StudyByDatePath(CqlRunner cql, BucketTable buckets) {
        this.cql = cql;
        this.buckets = buckets;
        insert = cql.prepare("INSERT INTO study_by_date (bucket, study_date, study_uid) VALUES (?, ?, ?)");
        delete = cql.prepare("DELETE FROM study_by_date WHERE bucket = ? AND study_date = ? AND study_uid = ?");
        select = cql.prepare("SELECT study_date, study_uid FROM study_by_date"
                + " WHERE bucket = ? AND study_date >= ? AND study_date <= ?");
    }

    @Override
    public List<BoundStatement> rows(StudyRecord study) {
        Optional<LocalDate> date = studyDate(study.attributes());
        if (date.isEmpty())
            return List.of(insert.bind(undatedBucket(study), FIRST, study.id().value()));
        String month = bucket(date.get());
        buckets.add(TABLE, "", month);
        return List.of(insert.bind(month, date.get(), study.id().value()));
    }

    @Override
    public List<BoundStatement> deletes(StudyRecord study) {
        Optional<LocalDate> date = studyDate(study.attributes());
        String bucket = date.map(StudyByDatePath::bucket).orElseGet(() -> undatedBucket(study));
        return List.of(delete.bind(bucket, date.orElse(FIRST), study.id().value()));
    }

    @Override
    public Iterator<StudyHint> hints(StudyAccess.ByStudyDate access) {
        LocalDate from = access.from().isBefore(FIRST) ? FIRST : access.from();
        LocalDate to = access.to().isAfter(LAST) ? LAST : access.to();
        if (to.isBefore(from)) return List.<StudyHint>of().iterator();
        return Iterators.map(
                Iterators.flatMap(
                        buckets.rangeDescending(TABLE, "", bucket(from), bucket(to)),
                        month -> cql.rows(select.bind(month, from, to))),
                row -> {
                    Optional<LocalDate> date = Optional.of(row.getLocalDate("study_date"));
                    return new StudyHint(row.getString("study_uid"), study -> studyDate(study)
                            .equals(date));
                });
    }

    /** All studies, see {@link StudyAccess.Latest}. */
    Iterator<StudyHint> latest() {
        Iterator<StudyHint> dated = hints(new StudyAccess.ByStudyDate(FIRST, LAST));
        Iterator<String> buckets = IntStream.range(0, UNDATED_BUCKETS)
                .mapToObj(StudyByDatePath::undatedBucket)
                .iterator();
        Iterator<StudyHint> undated = Iterators.map(
                Iterators.flatMap(buckets, bucket -> cql.rows(select.bind(bucket, FIRST, FIRST))),
                row -> new StudyHint(
                        row.getString("study_uid"), study -> studyDate(study).isEmpty()));
        return Iterators.flatMap(List.of(dated, undated).iterator(), Function.identity());
    }

    private static String undatedBucket(StudyRecord study) {
        return undatedBucket(Math.floorMod(study.id().value().hashCode(), UNDATED_BUCKETS));
    }

    private static String undatedBucket(int number) {
        return "undated-" + number;
    }

    private static String bucket(LocalDate date) {
        return YearMonth.from(date).toString();
    }

    /** Empty where absent or not a date; a study is found by other attributes then. */
    private static Optional<LocalDate> studyDate(Attributes study) {
        String value = study.getString(Tag.StudyDate);
        if (value == null) return Optional.empty();
        try {
            // ACR-NEMA wrote dates with dots (PS3.5 6.2, note to DA)
            LocalDate date = LocalDate.parse(value.replace(".", ""), DA);
            return Optional.of(date).filter(d -> !d.isBefore(FIRST));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
