package org.muniment.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.core.find.SampleArchive.row;

import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** What a query costs: 40 patients with 3 studies of 2 series of 2 instances, and the rows each kind of query reads of them. */
class BoundednessTest {

    private static final int PATIENTS = 40;

    private final SampleArchive archive = new SampleArchive();
    private final CountingStudyIndex index = new CountingStudyIndex(archive.index);

    @BeforeEach
    void fill() {
        for (int p = 0; p < PATIENTS; p++)
            for (int s = 0; s < 3; s++) for (int e = 0; e < 2; e++) for (int i = 0; i < 2; i++) add(p, s, e, i);
    }

    private void add(int p, int s, int e, int i) {
        String study = "1." + p + "." + s;
        archive.add(
                row(
                        "StudyInstanceUID=" + study,
                        "PatientID=P" + p,
                        "PatientName=Name" + p + "^X",
                        "AccessionNumber=A" + p + s,
                        "StudyDate=" + String.format("2024%02d%02d", s + 1, p % 28 + 1)),
                Set.of("CT"),
                row("SeriesInstanceUID=" + study + "." + e),
                row("SOPInstanceUID=" + study + "." + e + "." + i, "InstanceNumber=" + i));
    }

    private int run(int maxCandidates, QueryLevel level, String... keys) {
        int found = 0;
        Query query = Query.fromIdentifier(level, QueryRoot.STUDY, row(keys), QueryOptions.RELATIONAL);
        FindService find = new FindService(index, new FindConfig("MUNIMENT", maxCandidates));
        try (FindResults results = find.find(query)) {
            for (; results.hasNext(); results.next()) found++;
        }
        return found;
    }

    @ParameterizedTest(name = "{0} {1}={2}: {3} answers from {4} rows")
    @CsvSource({
        "STUDY, PatientID, P7, 3, 3",
        "SERIES, PatientID, P7, 6, 9",
        "IMAGE, PatientID, P7, 12, 21",
        "STUDY, AccessionNumber, A71, 1, 1",
        "STUDY, AccessionNumber, A71\\A72, 2, 2",
        "STUDY, StudyInstanceUID, 1.7.1\\1.8.1, 2, 2",
        "IMAGE, StudyInstanceUID, 1.7.1, 4, 7",
        // pointer, study, series, instance
        "IMAGE, SOPInstanceUID, 1.7.1.0.1, 1, 4",
        // pointer, study, series
        "SERIES, SeriesInstanceUID, 1.7.1.0, 1, 3",
        "IMAGE, SeriesInstanceUID, 1.7.1.0, 2, 5",
        "STUDY, PatientName, name7*, 3, 3",
        "STUDY, PatientName, name7^x, 3, 3",
        "STUDY, StudyDate, 20240203, 2, 2",
        "PATIENT, PatientID, P7, 1, 3",
    })
    void shouldReadNoMoreThanTheTellingKeyLeadsTo(
            QueryLevel level, String keyword, String value, int answers, int rows) {
        Query query =
                Query.fromIdentifier(level, QueryRoot.PATIENT, row(keyword + "=" + value), QueryOptions.RELATIONAL);
        int found = 0;
        try (FindResults results = new FindService(index, new FindConfig("M", 1000)).find(query)) {
            for (; results.hasNext(); results.next()) found++;
        }

        assertThat(found).isEqualTo(answers);
        assertThat(index.rows).isEqualTo(rows);
        assertThat(index.counts).as("counts nobody asked for").isZero();
        assertThat(index.open).as("streams left open").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "StudyInstanceUID=1.7.1;PatientID=P7;AccessionNumber=A71, ByStudyUid",
        "PatientID=P7;AccessionNumber=A71;PatientName=Name7*, ByAccessionNumber",
        "PatientID=P7;StudyDate=20240107-20240109, ByPatientId",
        "PatientName=Name7*;StudyDate=20240108, ByPatientName",
        "PatientName=N*;StudyDate=20240108, ByStudyDate",
        "PatientName=N*;StudyDate=20200101-, ByPatientName",
        "PatientName=*7^x;StudyDate=20200101-, ByStudyDate",
        "PatientID=P*;StudyDate=20200101-, ByStudyDate",
    })
    void shouldTakeTheMostSelectivePath(String keys, String path) {
        Attributes identifier = row(keys.split(";"));

        Query query = Query.fromIdentifier(QueryLevel.STUDY, QueryRoot.STUDY, identifier, QueryOptions.RELATIONAL);
        new FindService(index, new FindConfig("M", 1000)).find(query).close();

        assertThat(index.accesses).isEmpty();
        try (FindResults results = new FindService(index, new FindConfig("M", 1000)).find(query)) {
            assertThat(results.hasNext()).isTrue();
        }
        assertThat(index.accesses)
                .singleElement()
                .satisfies(a -> assertThat(a.getClass().getSimpleName()).isEqualTo(path));
    }

    @Test
    void shouldReadOnlyAsFarAsItIsAsked() {
        Query query = Query.fromIdentifier(
                QueryLevel.IMAGE, QueryRoot.STUDY, row("StudyDate=20240101-"), QueryOptions.RELATIONAL);
        FindResults results = new FindService(index, new FindConfig("M", 100_000)).find(query);

        results.next();
        assertThat(index.rows).isEqualTo(3);
        results.next();
        assertThat(index.rows).isEqualTo(4);
        results.close();
        assertThat(index.open).isZero();
    }

    @Test
    void shouldStopAtTheBoundAfterGivingWhatItFound() {
        Query query =
                Query.fromIdentifier(QueryLevel.STUDY, QueryRoot.STUDY, row("StudyDate=20240101-"), QueryOptions.BASIC);
        int[] given = {0};
        Consumer<FindResults> drain = results -> {
            for (; results.hasNext(); results.next()) given[0]++;
        };

        try (FindResults results = new FindService(index, new FindConfig("M", 100)).find(query)) {
            assertThatThrownBy(() -> drain.accept(results)).isInstanceOfSatisfying(ArchiveException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_RESULTS);
                assertThat(e).hasMessageContaining("narrow");
                assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(64);
            });
        }
        assertThat(given[0]).isEqualTo(100);
        assertThat(index.rows).isLessThanOrEqualTo(101);
        assertThat(index.open).isZero();
    }

    @Test
    void shouldCountWhatDoesNotMatchTowardsTheBound() {
        assertThatThrownBy(() -> run(100, QueryLevel.STUDY, "StudyDate=20240101-", "StudyDescription=nowhere"))
                .isInstanceOf(ArchiveException.class);
        assertThat(run(120, QueryLevel.STUDY, "StudyDate=20240101-", "StudyDescription=nowhere"))
                .isZero();
    }

    @Test
    void shouldCountSeriesAndInstancesUnlessTheStudyIsNamed() {
        assertThatThrownBy(() -> run(10, QueryLevel.IMAGE, "PatientID=P7")).isInstanceOf(ArchiveException.class);
        assertThat(run(10, QueryLevel.IMAGE, "StudyInstanceUID=1.7.0\\1.7.1\\1.7.2"))
                .isEqualTo(12);
    }

    @Test
    void shouldCountTheMakingOfCountsTowardsTheBound() {
        assertThat(run(20, QueryLevel.STUDY, "PatientID=P7")).isEqualTo(3);
        assertThatThrownBy(() -> run(5, QueryLevel.STUDY, "PatientID=P7", "NumberOfStudyRelatedInstances="))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void shouldGiveWhatItFoundWhereLookingAheadMeetsTheBound() {
        Query query = Query.fromIdentifier(
                QueryLevel.STUDY,
                QueryRoot.STUDY,
                row("StudyDate=20240101-", "NumberOfStudyRelatedSeries="),
                QueryOptions.BASIC);
        int found = 0;
        try (FindResults results = new FindService(index, new FindConfig("M", 200)).find(query)) {
            for (; found < 64; found++)
                assertThat(results.next().getString(Tag.NumberOfStudyRelatedSeries))
                        .isEqualTo("2");
            assertThatThrownBy(results::next).isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void shouldCountOnlyWhatIsAskedFor() {
        run(1000, QueryLevel.STUDY, "PatientID=P7", "NumberOfStudyRelatedInstances=", "NumberOfStudyRelatedSeries=");

        assertThat(index.counts).as("asked for together").isEqualTo(1);
        assertThat(index.rows).isEqualTo(3);
        assertThat(archive.entries.get(0).study().contains(Tag.NumberOfStudyRelatedInstances))
                .isFalse();
    }
}
