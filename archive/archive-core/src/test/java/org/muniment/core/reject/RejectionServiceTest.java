package org.muniment.core.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.Rejection.State;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.retrieve.StoredFile;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;

class RejectionServiceTest {

    @TempDir
    Path root;

    private TestArchive archive;
    private final SampleDataSet one = new SampleDataSet(1, 1, 1);
    private final SampleDataSet two = new SampleDataSet(1, 1, 2);
    private final SampleDataSet other = new SampleDataSet(1, 2, 1);
    private final StudyInstanceUid study = one.id().study();

    @BeforeEach
    void start() {
        archive = new TestArchive(root);
        for (SampleDataSet dataSet : List.of(one, two, other)) archive.store(dataSet);
    }

    @AfterEach
    void stop() throws Exception {
        archive.close();
    }

    @Test
    void shouldRejectByANoteOfItsOwn() {
        Rejection rejection = archive.rejecting.reject(
                new RejectionTarget(study, List.of(), List.of(two.id().instance())),
                RejectionCode.QUALITY,
                "jane",
                "bewegt, übermüdet");

        assertThat(rejection.state()).isEqualTo(State.IN_FORCE);
        assertThat(rejection.by()).isEqualTo("jane");
        assertThat(rejection.reason()).isEqualTo("bewegt, übermüdet");
        assertThat(rejection.studies()).containsExactly(study);
        assertThat(rejection.instances()).isEqualTo(1);
        assertThat(archive.rows.instance(two.id())).isEmpty();
        InstanceRecord note = archive.rows.instance(rejection.note()).orElseThrow();
        Attributes document = new StoredFile(ObjectStores.of(archive.files), note)
                .parse(ReadOptions.IN_MEMORY, reader -> reader.read());
        assertThat(document.getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
        assertThat(document.getString(Tag.AccessionNumber)).isEqualTo("A1");
        assertThat(archive.rejected).containsExactly(rejection);
    }

    @Test
    void shouldRejectSeriesAndTheWholeStudyButNotItsNotes() {
        Rejection ofSeries =
                reject(new RejectionTarget(study, List.of(other.id().series()), List.of()), RejectionCode.QUALITY);
        assertThat(ofSeries.instances()).isEqualTo(1);
        assertThat(archive.rows.countInstances(other.id().seriesId())).isZero();

        Rejection ofStudy = rejectAll(RejectionCode.PATIENT_SAFETY);

        assertThat(ofStudy.instances()).isEqualTo(2);
        assertThat(archive.rows.scan()).isEmpty();
        assertThat(archive.rejecting.ofStudy(study)).containsExactly(ofStudy, ofSeries);
        assertThat(archive.rejecting.before(Instant.now().plusSeconds(9), 1)).containsExactly(ofStudy);
    }

    @Test
    void shouldRejectNothingWhereAPartIsNotInSight() {
        for (RejectionTarget target : List.of(
                new RejectionTarget(new StudyInstanceUid("2.25.99"), List.of(), List.of()),
                new RejectionTarget(study, List.of(one.id().series(), new SeriesInstanceUid("2.25.99")), List.of()),
                new RejectionTarget(study, List.of(), List.of(one.id().instance(), new SopInstanceUid("2.25.99"))),
                new RejectionTarget(
                        study, List.of(other.id().series()), List.of(one.id().instance())))) {
            assertThatThrownBy(() -> reject(target, RejectionCode.QUALITY))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
        assertThat(archive.rows.scan()).hasSize(3);
    }

    @Test
    void shouldRestoreAllAsItWas() {
        List<InstanceRecord> instances = archive.rows.scan().toList();
        List<SeriesRecord> series = archive.rows.series(study).toList();
        List<StudyRecord> studies = studies(archive.rows);
        Rejection rejection = rejectAll(RejectionCode.PATIENT_SAFETY);

        Rejection restored = archive.rejecting.restore(rejection.note().instance(), "joe", "wrong study");

        assertThat(restored.state()).isEqualTo(State.RESTORED);
        assertThat(restored.restoration().orElseThrow().by()).isEqualTo("joe");
        assertThat(restored.restoration().orElseThrow().reason()).isEqualTo("wrong study");
        assertThat(archive.rows.scan()).containsExactlyInAnyOrderElementsOf(instances);
        assertThat(archive.rows.series(study)).containsExactlyElementsOf(series);
        StudyRecord back = studies(archive.rows).get(0);
        assertThat(back.modalities()).isEqualTo(studies.get(0).modalities());
        assertThat(back.sopClasses()).isEqualTo(studies.get(0).sopClasses());
        for (Attributes.Element element : studies.get(0).attributes().elements())
            assertThat(back.attributes().get(element.tag())).isEqualTo(element);
        assertThat(archive.rows.rejections().scan())
                .extracting(InstanceRecord::id)
                .containsExactly(rejection.note());
        assertThat(archive.restored).containsExactly(restored);
        assertThat(archive.rejecting.restore(rejection.note().instance(), "joe", "again"))
                .isEqualTo(restored);
        assertThat(archive.store(two)).isInstanceOf(IngestOutcome.AlreadyStored.class);
    }

    @Test
    void shouldKeepHiddenWhatAnotherNoteRejects() {
        Rejection first =
                reject(new RejectionTarget(study, List.of(one.id().series()), List.of()), RejectionCode.QUALITY);
        archive.store(SampleNote.of(RejectionCode.PATIENT_SAFETY, 1, 1, two.id(), other.id()), SampleNote.MAY_REJECT);

        restore(first);

        assertThat(archive.rows.instance(one.id())).isPresent();
        assertThat(archive.rows.instance(two.id())).isEmpty();

        restore(archive.rejecting.ofStudy(study).get(0));

        assertThat(archive.rows.scan()).hasSize(3);
    }

    @Test
    void shouldLetInWhatComesAfterTheRejectionWasTakenBack() {
        SampleDataSet late = new SampleDataSet(1, 1, 3);
        SampleDataSet note = SampleNote.of(RejectionCode.PATIENT_SAFETY, 1, 1, two.id(), late.id());
        archive.store(note, SampleNote.MAY_REJECT);
        archive.rejecting.restore(note.id().instance(), "joe", "");

        assertThat(archive.store(late)).isInstanceOf(IngestOutcome.Stored.class);
        // the note, sent once more, stays without effect
        archive.store(note, SampleNote.MAY_REJECT);

        assertThat(archive.rows.instance(late.id())).isPresent();
        assertThat(archive.rows.instance(two.id())).isPresent();
        assertThat(archive.rows.instance(note.id())).isEmpty();
    }

    /** Even of a study that was never in sight. */
    @Test
    void shouldBringIntoSightWhatCameAfterItsNote() {
        SampleDataSet late = new SampleDataSet(5, 1, 1);
        SampleDataSet note = SampleNote.of(RejectionCode.RETENTION_EXPIRED, 1, 1, late.id());
        archive.store(note, SampleNote.MAY_REJECT);
        archive.store(late);
        assertThat(archive.rows.series(late.id().study())).isEmpty();

        archive.rejecting.restore(note.id().instance(), "joe", "");

        assertThat(archive.rows.instancesByUid(late.id().instance())).hasSize(1);
        assertThat(archive.rows.series(late.id().study())).hasSize(1);
        assertThat(archive.rows.studies(new StudyAccess.ByPatientId("P5"))).hasSize(1);
    }

    @Test
    void shouldShowNotesAgainWithTheStudyTheyAreIn() {
        Rejection ofOne =
                reject(new RejectionTarget(study, List.of(), List.of(one.id().instance())), RejectionCode.QUALITY);
        Rejection ofRest = rejectAll(RejectionCode.QUALITY);
        assertThat(archive.rows.instance(ofOne.note())).isEmpty();

        restore(ofRest);

        assertThat(archive.rows.instance(ofOne.note())).isPresent();
        assertThat(archive.rows.instance(ofRest.note())).isEmpty();
        assertThat(studies(archive.rows).get(0).modalities()).containsExactlyInAnyOrder("CT", "KO");
    }

    @Test
    void shouldKnowNothingOfARejectionThatNeverWas() {
        assertThatThrownBy(() -> archive.rejecting.restore(one.id().instance(), "joe", ""))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    /** The most one note may name. */
    @Test
    void shouldRejectFiveThousandInstancesAtOnce() {
        IntStream.range(0, 4_997).forEach(this::commitRowOnly);

        Rejection rejection = rejectAll(RejectionCode.RETENTION_EXPIRED);

        assertThat(rejection.instances()).isEqualTo(5_000);
        assertThat(archive.rows.scan()).isEmpty();
        restore(rejection);
        assertThat(archive.rows.scan()).hasSize(5_000);

        commitRowOnly(4_997);
        assertThatThrownBy(() -> rejectAll(RejectionCode.QUALITY)).hasMessageContaining("series by series");
    }

    private void commitRowOnly(int number) {
        InstanceRecord like = archive.rows.instance(one.id()).orElseThrow();
        // as long as UIDs get
        SopInstanceUid uid =
                new SopInstanceUid("1.2.840.113619.2.55.3.1234567890.123.1234567890.123." + (10_000 + number));
        archive.rows.commit(new InstanceRecord(
                new InstanceId(study, like.id().series(), uid),
                like.sopClassUid(),
                like.transferSyntaxUid(),
                like.location(),
                like.size(),
                like.dataSetOffset(),
                like.digest(),
                like.receivedAt(),
                like.source(),
                like.attributes()));
    }

    private Rejection reject(RejectionTarget target, RejectionCode code) {
        return archive.rejecting.reject(target, code, "jane", "");
    }

    private Rejection rejectAll(RejectionCode code) {
        return reject(new RejectionTarget(study, List.of(), List.of()), code);
    }

    private void restore(Rejection rejection) {
        archive.rejecting.restore(rejection.note().instance(), "joe", "");
    }

    private List<StudyRecord> studies(StudyIndex side) {
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.toList();
        }
    }
}
