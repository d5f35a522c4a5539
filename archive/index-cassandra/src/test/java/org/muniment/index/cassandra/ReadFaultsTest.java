package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** Reads whose statements are lost say so, and read no more than they are asked for. */
class ReadFaultsTest {

    private static FaultInjectingSession session;
    private static CassandraStudyIndex index;

    @BeforeAll
    static void open() {
        session = new FaultInjectingSession(TestIndex.session());
        index = new CassandraStudyIndex(session, TestIndex.REQUESTS, Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Test
    void shouldSayThatTheIndexDoesNotAnswer() {
        SampleStudy sample = new SampleStudy().commitTo(index);
        StudyAccess byPatient = new StudyAccess.ByPatientId(sample.patientId());

        for (String statement : List.of("FROM study_by_patient_id", "FROM study ")) {
            session.failBefore(1, statement);
            assertUnavailable(() -> index.studies(byPatient).toList());
        }
        session.failAfter(1, "FROM instance ");
        assertUnavailable(() -> index.instances(sample.seriesId(1)).toList());
        session.failAfter(1, "count");
        assertUnavailable(() -> index.countInstances(sample.seriesId(1)));
    }

    @Test
    void shouldReadNoFurtherThanAsked() {
        String patientId = new SampleStudy().patientId();
        IntStream.range(0, 120).parallel().forEach(n -> new SampleStudy()
                .with(Tag.PatientID, VR.LO, patientId)
                .commitTo(index));

        int before = session.statements();
        try (Stream<StudyRecord> studies = index.studies(new StudyAccess.ByPatientId(patientId))) {
            assertThat(studies.limit(1)).hasSize(1);
        }

        assertThat(session.statements() - before).isLessThan(100);
    }

    private static void assertUnavailable(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INDEX_UNAVAILABLE));
    }
}
