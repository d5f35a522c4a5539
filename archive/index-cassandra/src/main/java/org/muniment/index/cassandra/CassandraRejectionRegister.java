package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionRegister;

/**
 * Table {@code rejection}, and those that lead to its rows: {@code rejection_by_study}, {@code rejection_by_month} and
 * {@code unsettled_rejection}, whose buckets are the days on which rejections changed.
 */
final class CassandraRejectionRegister implements RejectionRegister {

    private static final String BY_MONTH = "rejection_by_month";
    private static final String UNSETTLED = "unsettled_rejection";

    /** Days this old get no more rows, whatever the clocks of other nodes say. */
    private static final int CLOSED_AFTER_DAYS = 2;

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final Clock clock;
    private final RejectionTable rejections;
    private final PreparedStatement insertByStudy;
    private final PreparedStatement insertByMonth;
    private final PreparedStatement insertUnsettled;
    private final PreparedStatement deleteByStudy;
    private final PreparedStatement deleteByMonth;
    private final PreparedStatement deleteUnsettled;
    private final PreparedStatement selectByStudy;
    private final PreparedStatement selectByMonth;
    private final PreparedStatement selectUnsettled;

    CassandraRejectionRegister(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        this.buckets = buckets;
        this.clock = clock;
        rejections = new RejectionTable(cql);
        insertByStudy = cql.prepare("INSERT INTO rejection_by_study (study_uid, note_uid) VALUES (?, ?)");
        insertByMonth = cql.prepare("INSERT INTO rejection_by_month (bucket, made_at, note_uid) VALUES (?, ?, ?)");
        insertUnsettled = cql.prepare("INSERT INTO unsettled_rejection (bucket, note_uid) VALUES (?, ?)");
        deleteByStudy = cql.prepare("DELETE FROM rejection_by_study WHERE study_uid = ? AND note_uid = ?");
        deleteByMonth = cql.prepare("DELETE FROM rejection_by_month WHERE bucket = ? AND made_at = ? AND note_uid = ?");
        deleteUnsettled = cql.prepare("DELETE FROM unsettled_rejection WHERE bucket = ? AND note_uid = ?");
        selectByStudy = cql.prepare("SELECT note_uid FROM rejection_by_study WHERE study_uid = ?");
        selectByMonth = cql.prepare("SELECT note_uid FROM rejection_by_month WHERE bucket = ? AND made_at < ?");
        selectUnsettled = cql.prepare("SELECT note_uid FROM unsettled_rejection WHERE bucket = ?");
    }

    @Override
    public void record(Rejection rejection) {
        String note = rejection.note().instance().value();
        String month = month(rejection.at());
        String day = day(rejection.changedAt());
        buckets.add(BY_MONTH, "", month);
        buckets.add(UNSETTLED, "", day);
        RowGroup rows = new RowGroup().add(insertUnsettled.bind(day, note));
        for (StudyInstanceUid study : studies(rejection)) rows.add(insertByStudy.bind(study.value(), note));
        rows.add(insertByMonth.bind(month, rejection.at(), note))
                .add(rejections.insert(rejection))
                .write(cql);
    }

    /** Those it is found by. */
    private static Set<StudyInstanceUid> studies(Rejection rejection) {
        Set<StudyInstanceUid> studies = new HashSet<>(rejection.studies());
        studies.add(rejection.note().study());
        return studies;
    }

    @Override
    public Optional<Rejection> find(SopInstanceUid note) {
        return Iterators.stream(rejections.find(List.of(note.value()).iterator()))
                .findFirst();
    }

    @Override
    public Stream<Rejection> ofStudy(StudyInstanceUid study) {
        return Iterators.stream(rejections.find(notes(selectByStudy, study.value())));
    }

    @Override
    public Stream<Rejection> before(Instant before) {
        Iterator<String> months = buckets.rangeDescending(BY_MONTH, "", "", month(before));
        return Iterators.stream(
                rejections.find(Iterators.flatMap(months, month -> notes(selectByMonth, month, before))));
    }

    @Override
    public Stream<Rejection> unsettled() {
        Iterator<String> days = buckets.range(UNSETTLED, "", "", BucketTable.last(""));
        return Iterators.stream(rejections.find(Iterators.flatMap(days, this::unsettledOf)));
    }

    private Iterator<String> unsettledOf(String day) {
        Iterator<String> notes = notes(selectUnsettled, day);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (LocalDate.parse(day).isBefore(today.minusDays(CLOSED_AFTER_DAYS)) && !notes.hasNext())
            buckets.remove(UNSETTLED, "", day);
        return notes;
    }

    private Iterator<String> notes(PreparedStatement select, Object... key) {
        return Iterators.map(cql.rows(select.bind(key)), row -> row.getString("note_uid"));
    }

    @Override
    public void settle(Rejection rejection) {
        cql.run(deleteUnsettled.bind(
                day(rejection.changedAt()), rejection.note().instance().value()));
    }

    @Override
    public void forget(Rejection rejection) {
        String note = rejection.note().instance().value();
        RowGroup rows = new RowGroup().add(rejections.delete(note));
        for (StudyInstanceUid study : studies(rejection)) rows.add(deleteByStudy.bind(study.value(), note));
        rows.add(deleteByMonth.bind(month(rejection.at()), rejection.at(), note))
                .add(deleteUnsettled.bind(day(rejection.changedAt()), note))
                .write(cql);
    }

    private static String month(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC)).toString();
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
