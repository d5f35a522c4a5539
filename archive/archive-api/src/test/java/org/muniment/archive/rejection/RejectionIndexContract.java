package org.muniment.archive.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.archive.index.StudyIndexContract.assertSame;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;

/** What every index keeps to about what is held back. The index may hold rows of other tests. */
public interface RejectionIndexContract {

    SopInstanceUid NOTE = new SopInstanceUid("2.25.4711");
    SopInstanceUid OTHER_NOTE = new SopInstanceUid("2.25.4712");

    StudyIndex index();

    StudyIndexWriter writer();

    RejectionIndex rejections();

    @Test
    default void shouldTakeHiddenInstancesOutOfSightAndKeepThemAsTheyAre() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        InstanceRecord hidden = commit(sample, sample.instance(1, 2));

        rejections().hide(List.of(hidden), sample.series(1), sample.study());

        assertThat(index().instance(hidden.id())).isEmpty();
        assertThat(index().instancesByUid(hidden.id().instance())).isEmpty();
        assertThat(list(index().instances(sample.seriesId(1))))
                .extracting(InstanceRecord::id)
                .containsExactly(sample.instanceId(1, 1));
        assertThat(index().countInstances(sample.seriesId(1))).isEqualTo(1);
        assertThat(list(writer().scan())).extracting(InstanceRecord::id).doesNotContain(hidden.id());

        StudyIndex rejected = rejections().rejected();
        assertSame(rejected.instance(hidden.id()).orElseThrow(), hidden);
        assertSame(rejected.instancesByUid(hidden.id().instance()), List.of(hidden));
        assertSame(list(rejected.instances(sample.seriesId(1))), List.of(hidden));
        assertSame(list(rejected.series(sample.uid())), List.of(sample.series(1)));
        assertSame(rejected.seriesByUid(sample.seriesId(1).series()), List.of(sample.series(1)));
        assertThat(rejected.countInstances(sample.seriesId(1))).isEqualTo(1);
        assertThat(list(rejections().scan()))
                .extracting(InstanceRecord::id)
                .contains(hidden.id())
                .doesNotContain(sample.instanceId(1, 1));
    }

    StudyErasure erasure();

    @Test
    default void shouldLeaveNothingOfWhatWasErased() {
        SampleStudy sample = new SampleStudy();
        List<InstanceRecord> hidden = List.of(sample.instance(1, 1), sample.instance(1, 2));
        List<InstanceId> ids = hidden.stream().map(InstanceRecord::id).toList();
        rejections().mark(ids, NOTE, RejectionCode.RETENTION_EXPIRED);
        rejections().hide(hidden, sample.series(1), sample.study());

        for (int time = 0; time < 2; time++) {
            erasure().erase(sample.uid(), ids);
            rejections().prune(sample.uid());
        }

        StudyIndex rejected = rejections().rejected();
        assertThat(rejections().marks(ids)).isEmpty();
        assertThat(rejected.instance(ids.get(0))).isEmpty();
        assertThat(rejected.instancesByUid(ids.get(1).instance())).isEmpty();
        assertThat(list(rejected.series(sample.uid()))).isEmpty();
        assertThat(rejected.seriesByUid(sample.seriesId(1).series())).isEmpty();
        assertThat(list(rejected.studies(new StudyAccess.ByStudyUid(List.of(sample.uid())))))
                .isEmpty();
        assertThat(list(rejected.studies(new StudyAccess.ByPatientId(sample.patientId()))))
                .isEmpty();
        // and it is as if it had never been there
        assertThat(writer().lookUp(ids.get(0)).rejectedBy()).isEmpty();
        sample.commitTo(writer());
        assertThat(index().instancesByUid(ids.get(0).instance())).hasSize(1);
        assertThat(list(index().studies(new StudyAccess.ByPatientId(sample.patientId()))))
                .hasSize(1);
    }

    @Test
    default void shouldEraseNothingThatIsInSight() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord hidden = sample.instance(1, 1);
        rejections().mark(List.of(hidden.id()), NOTE, RejectionCode.RETENTION_EXPIRED);
        rejections().hide(List.of(hidden), sample.series(1), sample.study());
        sample.commitTo(writer()); // the same instance, stored again

        erasure().erase(sample.uid(), List.of(hidden.id()));
        rejections().prune(sample.uid());

        assertThat(rejections().rejected().instance(hidden.id())).isEmpty();
        assertThat(rejections().marks(List.of(hidden.id()))).isEmpty();
        assertThat(index().instance(hidden.id())).isPresent();
        assertThat(index().instancesByUid(hidden.id().instance())).hasSize(1);
        assertThat(index().seriesByUid(hidden.id().series())).hasSize(1);
        assertThat(list(index().studies(new StudyAccess.ByPatientId(sample.patientId()))))
                .hasSize(1);
    }

    @Test
    default void shouldFindWhatIsHeldBackByEveryAccess() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord never = sample.instance(1, 1);

        rejections().hide(List.of(never), sample.series(1), sample.study());

        for (StudyAccess access : List.of(
                new StudyAccess.ByStudyUid(List.of(sample.uid())),
                new StudyAccess.ByPatientId(sample.patientId()),
                new StudyAccess.ByAccessionNumber(sample.accessionNumber()),
                new StudyAccess.ByPatientName(
                        sample.study().attributes().getString(Tag.PatientName).toLowerCase()),
                new StudyAccess.ByStudyDate(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 2, 29)))) {
            assertThat(list(rejections().rejected().studies(access).map(StudyRecord::id)))
                    .as("%s", access)
                    .contains(sample.uid());
            assertThat(list(index().studies(access).map(StudyRecord::id)))
                    .as("%s", access)
                    .doesNotContain(sample.uid());
        }
    }

    @Test
    default void shouldBringBackWhatIsShown() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord instance = commit(sample, sample.instance(1, 1));
        rejections().hide(List.of(instance), sample.series(1), sample.study());
        rejections().prune(sample.uid());

        rejections().show(List.of(instance), sample.series(1), sample.study());
        rejections().prune(sample.uid());

        assertSame(list(index().instances(sample.seriesId(1))), List.of(instance));
        assertSame(list(index().series(sample.uid())), List.of(sample.series(1)));
        assertSame(list(index().studies(new StudyAccess.ByPatientId(sample.patientId()))), List.of(sample.study()));
        assertThat(list(rejections().rejected().instances(sample.seriesId(1)))).isEmpty();
        assertThat(list(rejections().rejected().series(sample.uid()))).isEmpty();
        assertThat(list(rejections().rejected().studies(new StudyAccess.ByStudyUid(List.of(sample.uid())))))
                .isEmpty();
    }

    @Test
    default void shouldPruneWhatHasNoInstancesLeft() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord ct = commit(sample, sample.instance(1, 1));
        InstanceRecord sr = sample.instance(2, 1, UID.EnhancedSRStorage);
        writer().commit(sr, sample.series(2, "SR"), sample.study("SR", UID.EnhancedSRStorage));

        rejections().hide(List.of(sr), sample.series(2, "SR"), sample.study("SR", UID.EnhancedSRStorage));
        rejections().prune(sample.uid());

        assertSame(list(index().series(sample.uid())), List.of(sample.series(1)));
        assertSame(study(index(), sample), List.of(sample.study()));
        assertThat(study(rejections().rejected(), sample)).singleElement().satisfies(held -> {
            assertThat(held.modalities()).containsExactly("SR");
            assertThat(held.sopClasses()).containsExactly(UID.EnhancedSRStorage);
        });

        rejections().hide(List.of(ct), sample.series(1), sample.study());
        rejections().prune(sample.uid());

        assertThat(list(index().series(sample.uid()))).isEmpty();
        assertThat(study(index(), sample)).isEmpty();
        assertThat(list(rejections().rejected().series(sample.uid()))).hasSize(2);
        assertThat(study(rejections().rejected(), sample))
                .singleElement()
                .satisfies(held -> assertThat(held.modalities()).containsExactlyInAnyOrder("CT", "SR"));
    }

    @Test
    default void shouldStartAfreshWhenAPrunedStudyGetsInstancesAgain() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord sr = sample.instance(2, 1, UID.EnhancedSRStorage);
        writer().commit(sr, sample.series(2, "SR"), sample.study("SR", UID.EnhancedSRStorage));
        rejections().hide(List.of(sr), sample.series(2, "SR"), sample.study("SR", UID.EnhancedSRStorage));
        rejections().prune(sample.uid());

        commit(sample, sample.instance(1, 1));

        assertSame(study(index(), sample), List.of(sample.study()));
        assertSame(list(index().series(sample.uid())), List.of(sample.series(1)));
    }

    @Test
    default void shouldHideAndShowASeriesOfManyInstances() {
        SampleStudy sample = new SampleStudy();
        List<InstanceRecord> all = IntStream.range(0, 300)
                .mapToObj(n -> commit(sample, sample.instance(1, n)))
                .toList();

        rejections().hide(all, sample.series(1), sample.study());
        assertThat(index().countInstances(sample.seriesId(1))).isZero();
        assertThat(rejections().rejected().countInstances(sample.seriesId(1))).isEqualTo(300);

        rejections().show(all, sample.series(1), sample.study());
        assertThat(index().countInstances(sample.seriesId(1))).isEqualTo(300);
        assertThat(rejections().rejected().countInstances(sample.seriesId(1))).isZero();
    }

    @Test
    default void shouldTellWhoBeginsThatNotesNameTheInstance() {
        SampleStudy sample = new SampleStudy();
        InstanceId id = sample.instanceId(1, 1);
        InstanceId unmarked = sample.instanceId(1, 2);

        rejections().mark(List.of(id), NOTE, RejectionCode.QUALITY);
        rejections().mark(List.of(id), OTHER_NOTE, RejectionCode.PATIENT_SAFETY);

        Map<SopInstanceUid, RejectionCode> both =
                Map.of(NOTE, RejectionCode.QUALITY, OTHER_NOTE, RejectionCode.PATIENT_SAFETY);
        assertThat(writer().lookUp(id).rejectedBy()).isEqualTo(both);
        assertThat(writer().lookUp(id).rejected()).isEmpty();
        assertThat(writer().lookUp(unmarked).rejectedBy()).isEmpty();
        assertThat(rejections().marks(List.of(id, unmarked))).isEqualTo(Map.of(id, both));

        rejections().unmark(List.of(id), OTHER_NOTE);
        assertThat(writer().lookUp(id).rejectedBy()).isEqualTo(Map.of(NOTE, RejectionCode.QUALITY));

        rejections().unmark(List.of(id), NOTE);
        assertThat(writer().lookUp(id).rejectedBy()).isEmpty();
        assertThat(rejections().marks(List.of(id))).isEmpty();
    }

    @Test
    default void shouldTellWhoBeginsThatTheInstanceIsHeldBack() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord instance = commit(sample, sample.instance(1, 1));
        rejections().mark(List.of(instance.id()), NOTE, RejectionCode.QUALITY);
        rejections().hide(List.of(instance), sample.series(1), sample.study());

        assertThat(writer().lookUp(instance.id()).present()).isEmpty();
        assertSame(writer().lookUp(instance.id()).rejected().orElseThrow(), instance);
    }

    @Test
    default void shouldHaveNoMarkOnTheSameUidInAnotherSeries() {
        SampleStudy sample = new SampleStudy();
        InstanceId id = sample.instanceId(1, 1);
        InstanceId elsewhere = new InstanceId(sample.uid(), sample.seriesId(2).series(), id.instance());

        rejections().mark(List.of(id), NOTE, RejectionCode.QUALITY);

        assertThat(writer().lookUp(elsewhere).rejectedBy()).isEmpty();
    }

    @Test
    default void shouldBearRepetition() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord instance = commit(sample, sample.instance(1, 1));
        for (int i = 0; i < 2; i++) {
            rejections().mark(List.of(instance.id()), NOTE, RejectionCode.QUALITY);
            rejections().hide(List.of(instance), sample.series(1), sample.study());
            rejections().prune(sample.uid());
        }
        assertThat(rejections().rejected().countInstances(sample.seriesId(1))).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            rejections().show(List.of(instance), sample.series(1), sample.study());
            rejections().unmark(List.of(instance.id()), NOTE);
            rejections().prune(sample.uid());
        }
        assertThat(index().countInstances(sample.seriesId(1))).isEqualTo(1);
        assertThat(writer().lookUp(instance.id())).isNotNull();
    }

    private InstanceRecord commit(SampleStudy sample, InstanceRecord instance) {
        writer().commit(instance, sample.series(1), sample.study());
        return instance;
    }

    private static List<StudyRecord> study(StudyIndex index, SampleStudy sample) {
        return list(index.studies(new StudyAccess.ByStudyUid(List.of(sample.uid()))));
    }

    private static <T> List<T> list(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }
}
