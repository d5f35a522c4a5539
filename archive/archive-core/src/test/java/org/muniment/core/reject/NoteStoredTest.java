package org.muniment.core.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.core.reject.SampleNote.MAY_REJECT;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** What a rejection note does that somebody stores, IHE RAD TF-3 4.66.4. */
class NoteStoredTest {

    @TempDir
    Path root;

    private TestArchive archive;
    private final SampleDataSet one = new SampleDataSet(1, 1, 1);
    private final SampleDataSet two = new SampleDataSet(1, 1, 2);
    private final SampleDataSet inOtherSeries = new SampleDataSet(1, 2, 1)
            .with(Tag.SOPClassUID, VR.UI, UID.EnhancedSRStorage)
            .with(Tag.Modality, VR.CS, "SR");

    @BeforeEach
    void start() {
        archive = new TestArchive(root);
        for (SampleDataSet dataSet : List.of(one, two, inOtherSeries)) archive.store(dataSet);
    }

    @AfterEach
    void stop() throws Exception {
        archive.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHideWhatItRejectsAndKeepIt(RejectionCode code) {
        InstanceRecord before = archive.rows.instance(two.id()).orElseThrow();

        IngestOutcome outcome = reject(code, 1, two);

        assertThat(outcome).isInstanceOfAny(IngestOutcome.Stored.class, IngestOutcome.HeldBack.class);
        assertThat(archive.rows.instance(two.id())).isEmpty();
        assertThat(archive.rows.countInstances(two.id().seriesId())).isEqualTo(1);
        assertThat(archive.retrieve.find(RetrieveKeys.ofStudy(two.id().study())))
                .extracting(InstanceRecord::id)
                .contains(one.id(), inOtherSeries.id())
                .doesNotContain(two.id());
        assertThat(archive.rows.rejections().rejected().instance(two.id())).contains(before);
        assertThat(archive.rejected).singleElement().satisfies(rejection -> {
            assertThat(rejection.state()).isEqualTo(Rejection.State.IN_FORCE);
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(rejection.by()).isEqualTo("MODALITY");
        });
    }

    /** Displays that keep copies learn from the note what to hide; but nothing is to tell of what has passed its time. */
    @ParameterizedTest
    @EnumSource
    void shouldBeSeenItselfUnlessItIsAboutRetention(RejectionCode code) {
        SampleDataSet note = SampleNote.of(code, 1, 1, two.id());
        archive.store(note, MAY_REJECT);

        boolean hidden = code == RejectionCode.RETENTION_EXPIRED;
        assertThat(archive.rows.instance(note.id()).isPresent()).isEqualTo(!hidden);
        assertThat(archive.rows.rejections().rejected().instance(note.id()).isPresent())
                .isEqualTo(hidden);
        assertThat(study(archive.rows).modalities())
                .isEqualTo(hidden ? modalities("CT", "SR") : modalities("CT", "SR", "KO"));
    }

    @Test
    void shouldTakeAwaySeriesAndStudyWhenNothingIsLeftInSight() {
        reject(RejectionCode.QUALITY, 1, inOtherSeries);
        assertThat(archive.rows.series(one.id().study()))
                .noneMatch(s -> s.id().equals(inOtherSeries.id().seriesId()));
        assertThat(study(archive.rows).modalities()).isEqualTo(modalities("CT", "KO"));
        assertThat(study(archive.rows).sopClasses()).doesNotContain(UID.EnhancedSRStorage);

        reject(RejectionCode.QUALITY, 2, one, two);

        assertThat(studies(archive.rows)).isEmpty();
        assertThat(archive.rows.series(one.id().study())).isEmpty();
        assertThat(archive.rows.scan()).isEmpty();
        assertThat(study(archive.rows.rejections().rejected()).modalities()).isEqualTo(modalities("CT", "SR", "KO"));
        assertThat(archive.rows.rejections().scan()).hasSize(5);
    }

    @Test
    void shouldMakeTheStudyAnewForWhatComesAfterAllWasRejected() {
        reject(RejectionCode.WORKLIST_ENTRY, 1, one, two, inOtherSeries);
        SampleDataSet corrected = new SampleDataSet(1, 7, 1).with(Tag.PatientID, VR.LO, "THE-RIGHT-ONE");

        assertThat(archive.store(corrected)).isInstanceOf(IngestOutcome.Stored.class);

        assertThat(study(archive.rows).attributes().getString(Tag.PatientID)).isEqualTo("THE-RIGHT-ONE");
        assertThat(study(archive.rows).modalities()).isEqualTo(modalities("CT"));
        assertThat(archive.rows.series(one.id().study())).hasSize(1);
    }

    @Test
    void shouldTakeAnInstanceIntoASeriesThatWasEmptied() {
        reject(RejectionCode.QUALITY, 1, one, two);
        SampleDataSet repeated = new SampleDataSet(1, 1, 3);

        assertThat(archive.store(repeated)).isInstanceOf(IngestOutcome.Stored.class);

        assertThat(archive.rows.series(one.id().study()))
                .anyMatch(series -> series.id().equals(one.id().seriesId()));
        assertThat(archive.rows.countInstances(one.id().seriesId())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldBackWhatComesAfterTheNote(RejectionCode code) {
        SampleDataSet late = new SampleDataSet(1, 1, 3);
        archive.store(SampleNote.of(code, 1, 1, late.id()), MAY_REJECT);

        IngestOutcome outcome = archive.store(late);

        assertThat(outcome).isInstanceOfSatisfying(IngestOutcome.HeldBack.class, held -> assertThat(held.code())
                .isEqualTo(code));
        assertThat(archive.rows.instance(late.id())).isEmpty();
        assertThat(archive.rows.rejections().rejected().instance(late.id())).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverShowARejectedInstanceThatIsSentAgain(RejectionCode code) {
        reject(code, 1, two);
        InstanceRecord held =
                archive.rows.rejections().rejected().instance(two.id()).orElseThrow();
        int objects = archive.objects().size();

        IngestOutcome again = archive.store(two);
        IngestOutcome changed = archive.store(new SampleDataSet(1, 1, 2).pixels(600), DuplicatePolicy.REPLACE);

        if (code.refusesRepeats()) {
            assertThat(again).isInstanceOf(IngestOutcome.Rejected.class);
            assertThat(((IngestOutcome.Rejected) changed).reason()).contains(code.meaning());
        } else {
            assertThat(again).isInstanceOf(IngestOutcome.AlreadyStored.class);
            assertThat(changed).isInstanceOf(IngestOutcome.Kept.class);
        }
        assertThat(archive.rows.instance(two.id())).isEmpty();
        assertThat(archive.rows.rejections().rejected().instance(two.id())).contains(held);
        assertThat(archive.objects()).hasSize(objects);
    }

    @Test
    void shouldBeRefusedFromWhoMayNotReject() {
        SampleDataSet note = SampleNote.of(RejectionCode.QUALITY, 1, 1, two.id());

        assertThatThrownBy(() -> archive.store(note, IngestPolicy.DEFAULT))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));

        assertThat(archive.rows.instance(two.id())).isPresent();
        assertThat(archive.rows.instance(note.id())).isEmpty();
        assertThat(archive.unfinished()).isZero();
        assertThat(archive.rows.rejections().register().unsettled()).isEmpty();
    }

    @Test
    void shouldBeRefusedWhereItDoesNotSayWhatItRejects() {
        int objects = archive.objects().size();
        SampleDataSet unclear = SampleNote.of(RejectionCode.QUALITY, 1, 1);

        assertThatThrownBy(() -> archive.store(unclear, MAY_REJECT))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_ATTRIBUTE));

        assertThat(archive.rows.instance(unclear.id())).isEmpty();
        assertThat(archive.objects()).hasSize(objects);
    }

    /** What names more than can be held is too large, not empty. */
    @Test
    void shouldBeRefusedWhereItNamesTooMany() {
        SampleDataSet large = SampleNote.of(RejectionCode.QUALITY, 1, 1, two.id());
        Attributes named = large.attributes().getItem(Tag.ContentSequence);
        large.attributes()
                .setItems(
                        Tag.ContentSequence, Collections.nCopies(60_000, named).toArray(Attributes[]::new));

        assertThatThrownBy(() -> archive.store(large, MAY_REJECT)).hasMessageContaining("too many");

        assertThat(archive.rows.instance(two.id())).isPresent();
    }

    @Test
    void shouldStoreOtherKeyObjectsOfAnybody() {
        SampleDataSet ofInterest = SampleNote.of("113000", 1, 1, two.id());

        assertThat(archive.store(ofInterest, IngestPolicy.DEFAULT)).isInstanceOf(IngestOutcome.Stored.class);

        assertThat(archive.rows.instance(two.id())).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoNothingMoreWhenTheNoteIsSentAgain(RejectionCode code) {
        SampleDataSet note = SampleNote.of(code, 1, 1, two.id());
        archive.store(note, MAY_REJECT);

        assertThat(archive.store(note, MAY_REJECT)).isInstanceOf(IngestOutcome.AlreadyStored.class);

        assertThat(archive.rejected).hasSize(1);
        assertThat(archive.rejecting.ofStudy(note.id().study())).hasSize(1);
    }

    @Test
    void shouldKeepANoteAsItIsWhateverTheSendersPolicy() {
        archive.store(SampleNote.of(RejectionCode.QUALITY, 1, 1, two.id()), MAY_REJECT);

        IngestOutcome changed = archive.store(
                SampleNote.of(RejectionCode.QUALITY, 1, 1, one.id()),
                new IngestPolicy(DuplicatePolicy.REPLACE, "", true));

        assertThat(changed).isInstanceOf(IngestOutcome.Kept.class);
        assertThat(archive.rows.instance(one.id())).isPresent();
        assertThat(archive.rows.instance(two.id())).isEmpty();
    }

    @Test
    void shouldNotRejectOtherNotes() {
        SampleDataSet note = SampleNote.of(RejectionCode.QUALITY, 1, 1, two.id());
        archive.store(note, MAY_REJECT);

        archive.store(SampleNote.of(RejectionCode.PATIENT_SAFETY, 1, 2, note.id()), MAY_REJECT);

        assertThat(archive.rows.instance(note.id())).isPresent();
        assertThat(archive.rows.instance(two.id())).isEmpty();
    }

    @Test
    void shouldRejectInSeveralStudies() {
        SampleDataSet elsewhere = new SampleDataSet(2, 1, 1);
        archive.store(elsewhere);

        archive.store(SampleNote.of(RejectionCode.QUALITY, 1, 1, two.id(), elsewhere.id()), MAY_REJECT);

        assertThat(archive.rows.instance(two.id())).isEmpty();
        assertThat(archive.rows.studies(
                        new StudyAccess.ByStudyUid(List.of(elsewhere.id().study()))))
                .isEmpty();
        assertThat(archive.rejecting.ofStudy(elsewhere.id().study())).hasSize(1);
    }

    private IngestOutcome reject(RejectionCode code, int note, SampleDataSet... rejected) {
        return archive.store(
                SampleNote.of(
                        code,
                        1,
                        note,
                        Stream.of(rejected).map(SampleDataSet::id).toArray(InstanceId[]::new)),
                MAY_REJECT);
    }

    private static Set<String> modalities(String... modalities) {
        return Set.of(modalities);
    }

    private StudyRecord study(StudyIndex side) {
        return studies(side).get(0);
    }

    private List<StudyRecord> studies(StudyIndex side) {
        StudyInstanceUid study = one.id().study();
        try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.toList();
        }
    }
}
