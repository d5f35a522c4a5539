package org.muniment.archive.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/**
 * What every study index keeps to: the life of an instance and what readers see of it. How studies are found is
 * {@link StudyAccessContract}. The index may hold rows of other tests.
 */
public interface StudyIndexContract extends StudyAccessContract {

    @Test
    default void shouldKnowNothingOfAnInstanceThatWasNeverCommitted() {
        InstanceId id = new SampleStudy().instanceId(1, 1);

        assertThat(index().instance(id)).isEmpty();
        assertThat(index().instancesByUid(id.instance())).isEmpty();
        assertThat(index().seriesByUid(id.series())).isEmpty();
        assertThat(list(index().instances(id.seriesId()))).isEmpty();
        assertThat(list(index().series(id.study()))).isEmpty();
        assertThat(uids(new StudyAccess.ByStudyUid(List.of(id.study())))).isEmpty();
        assertThat(index().countInstances(id.seriesId())).isZero();
    }

    @Test
    default void shouldReturnACommittedInstanceAsItWasCommitted() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord instance = sample.instance(1, 1);
        writer().commit(instance, sample.series(1), sample.study());

        assertSame(index().instance(instance.id()).orElseThrow(), instance);
        assertSame(index().instancesByUid(instance.id().instance()), List.of(instance));
        assertSame(list(index().instances(sample.seriesId(1))), List.of(instance));
        assertSame(list(index().series(sample.uid())), List.of(sample.series(1)));
        assertSame(index().seriesByUid(sample.seriesId(1).series()), List.of(sample.series(1)));
        assertSame(list(index().studies(new StudyAccess.ByStudyUid(List.of(sample.uid())))), List.of(sample.study()));
        assertThat(index().countInstances(sample.seriesId(1))).isEqualTo(1);
    }

    @Test
    default void shouldReportInstancesOfOtherStudiesWithTheSameUid() {
        SampleStudy one = new SampleStudy();
        SampleStudy other = new SampleStudy();
        InstanceRecord instance = one.instance(1, 1);
        writer().commit(instance, one.series(1), one.study());
        InstanceId sameUid = new InstanceId(
                other.uid(), other.seriesId(1).series(), instance.id().instance());

        assertSame(writer().lookUp(sameUid).present(), List.of(instance));

        InstanceRecord second = SampleStudy.instance(sameUid);
        writer().commit(second, other.series(1), other.study());
        assertThat(index().instancesByUid(sameUid.instance()))
                .extracting(InstanceRecord::id)
                .containsExactlyInAnyOrder(instance.id(), sameUid);
    }

    @Test
    default void shouldFindSeriesOfSeveralStudiesWithTheSameUid() {
        SampleStudy one = new SampleStudy().commitTo(writer());
        SampleStudy other = new SampleStudy();
        SeriesId sameUid = new SeriesId(other.uid(), one.seriesId(1).series());
        InstanceRecord instance = SampleStudy.instance(new InstanceId(
                other.uid(), sameUid.series(), other.instanceId(1, 1).instance()));
        writer().commit(instance, new SeriesRecord(sameUid, other.series(1).attributes()), other.study());

        assertThat(index().seriesByUid(sameUid.series()))
                .extracting(SeriesRecord::id)
                .containsExactlyInAnyOrder(one.seriesId(1), sameUid);
    }

    @Test
    default void shouldKnowNothingOfWhatWasNeverCommitted() {
        SampleStudy sample = new SampleStudy();

        assertThat(index().instance(sample.instanceId(1, 1))).isEmpty();
        assertThat(index().instancesByUid(new SopInstanceUid("2.25.1"))).isEmpty();
        assertThat(index().seriesByUid(new SeriesInstanceUid("2.25.1"))).isEmpty();
        assertThat(uids(new StudyAccess.ByStudyUid(List.of(new StudyInstanceUid("2.25.1")))))
                .isEmpty();
    }

    @Test
    default void shouldAddInstancesToASeriesThatIsThere() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        InstanceRecord second = sample.instance(1, 2);
        writer().commit(second);

        assertThat(index().countInstances(sample.seriesId(1))).isEqualTo(2);
        assertSame(index().instance(second.id()).orElseThrow(), second);
    }

    @Test
    default void shouldListSeriesAndInstancesInOrderOfTheirUids() {
        SampleStudy sample = new SampleStudy();
        for (int n : new int[] {3, 1, 20, 2}) {
            InstanceRecord instance = sample.instance(n, 1);
            writer().commit(instance, sample.series(n), sample.study());
            InstanceRecord inOne = sample.instance(1, 100 + n);
            writer().commit(inOne, sample.series(1), sample.study());
        }

        assertThat(list(index().series(sample.uid())))
                .extracting(s -> s.id().series())
                .hasSize(4)
                .isSorted();
        assertThat(list(index().instances(sample.seriesId(1))))
                .extracting(i -> i.id().instance())
                .hasSize(5)
                .isSorted();
    }

    @Test
    default void shouldCountTheInstancesOfSeveralStudiesAsTheyCome() {
        SampleStudy one = new SampleStudy().commitTo(writer());
        SampleStudy two = new SampleStudy().commitTo(writer());
        writer().commit(two.instance(2, 1), two.series(2), two.study());
        List<StudyInstanceUid> asked = List.of(one.uid(), new StudyInstanceUid("2.25.1"), two.uid());
        for (long more = 1; more <= 3; more++) {
            assertThat(index().countInstances(asked))
                    .containsOnly(entry(one.seriesId(1), more), entry(two.seriesId(1), 1L), entry(two.seriesId(2), 1L));
            assertThat(index().countInstances(asked)).as("told again").containsEntry(one.seriesId(1), more);
            writer().commit(one.instance(1, (int) more + 1));
        }
    }

    @Test
    default void shouldReadLongSeriesWholly() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        IntStream.rangeClosed(2, 250)
                .parallel()
                .mapToObj(n -> sample.instance(1, n))
                .forEach(writer()::commit);

        assertThat(list(index().instances(sample.seriesId(1)))).hasSize(250);
        assertThat(index().countInstances(sample.seriesId(1))).isEqualTo(250);
    }

    @Test
    default void shouldStayTheSameWhenACommitIsRepeated() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord instance = sample.instance(1, 1);
        for (int i = 0; i < 3; i++) {
            writer().commit(instance, sample.series(1), sample.study());
            writer().commit(instance);
        }

        assertSame(list(index().instances(sample.seriesId(1))), List.of(instance));
        assertThat(uids(new StudyAccess.ByPatientId(sample.patientId()))).containsExactly(sample.uid());
    }

    @Test
    default void shouldReplaceAttributesButAddModalitiesAndSopClasses() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        sample.with(Tag.StudyDescription, VR.LO, "Thorax").without(Tag.StudyDate);
        writer().commit(sample.instance(2, 1), sample.series(2), sample.study("SR", UID.BasicTextSRStorage));

        StudyRecord study = onlyStudy(new StudyAccess.ByStudyUid(List.of(sample.uid())));
        assertThat(study.modalities()).containsExactlyInAnyOrder("CT", "SR");
        assertThat(study.sopClasses()).containsExactlyInAnyOrder(UID.CTImageStorage, UID.BasicTextSRStorage);
        assertThat(study.attributes().getString(Tag.StudyDescription)).isEqualTo("Thorax");
        assertThat(study.attributes().contains(Tag.StudyDate)).isFalse();
    }

    @Test
    default void shouldLoseNoModalityWhenSeriesOfAStudyComeAtOnce() {
        SampleStudy sample = new SampleStudy();
        List<String> modalities = List.of("CT", "MR", "PT", "SR", "US", "XA", "NM", "OT");
        CompletableFuture<?>[] commits = IntStream.range(0, modalities.size())
                .mapToObj(n -> CompletableFuture.runAsync(() -> writer().commit(
                                sample.instance(n, 1),
                                sample.series(n),
                                sample.study(modalities.get(n), UID.CTImageStorage))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(commits).join();

        assertThat(onlyStudy(new StudyAccess.ByStudyUid(List.of(sample.uid()))).modalities())
                .containsExactlyInAnyOrderElementsOf(modalities);
    }

    @Test
    default void shouldKeepTextOfEveryAlphabetAndSequences() {
        SampleStudy sample = new SampleStudy();
        Attributes code = new Attributes();
        code.setString(Tag.CodeValue, VR.SH, "GDCM1234");
        StudyRecord study =
                sample.with(Tag.StudyDescription, VR.LO, "胸部 Ärzte Ελλάδα 한국어").study();
        study.attributes().setItems(Tag.ProcedureCodeSequence, code);
        code.setString(Tag.CodeMeaning, VR.LO, "Röntgen");
        writer().commit(sample.instance(1, 1), sample.series(1), study);

        Attributes found =
                onlyStudy(new StudyAccess.ByPatientId(sample.patientId())).attributes();
        assertThat(found.getString(Tag.StudyDescription)).isEqualTo("胸部 Ärzte Ελλάδα 한국어");
        assertThat(found.getItem(Tag.ProcedureCodeSequence).getString(Tag.CodeMeaning))
                .isEqualTo("Röntgen");
    }

    @Test
    default void shouldKeepLongAttributes() {
        String comments = "a long story ".repeat(4_000);
        SampleStudy sample = new SampleStudy().with(Tag.PatientComments, VR.LT, comments);
        InstanceRecord instance = sample.instance(1, 1);
        instance.attributes().setString(Tag.ImageComments, VR.LT, comments);
        writer().commit(instance, sample.series(1), sample.study());

        StudyRecord study = onlyStudy(new StudyAccess.ByPatientId(sample.patientId()));
        assertThat(study.attributes().getString(Tag.PatientComments)).isEqualTo(comments.strip());
        assertSame(index().instance(instance.id()).orElseThrow(), instance);
    }

    @Test
    default void shouldRetireTheObjectOfAReplacedInstance() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord first = sample.instance(1, 1);
        writer().commit(first, sample.series(1), sample.study());
        InstanceRecord second = sample.instance(1, 1);

        writer().replace(first, second, sample.series(1), sample.study());

        assertSame(list(index().instances(sample.seriesId(1))), List.of(second));
        assertThat(retiredBy(Instant.now().plus(Duration.ofDays(1))))
                .contains(first.location())
                .doesNotContain(second.location());
        assertThat(retiredBy(Instant.now().minus(Duration.ofDays(1)))).doesNotContain(first.location());
    }

    @Test
    default void shouldRetireNothingThatIsStillReferredTo() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord instance = sample.instance(1, 1);
        writer().commit(instance, sample.series(1), sample.study());

        writer().replace(instance, instance, sample.series(1), sample.study());

        assertThat(retiredBy(Instant.now().plus(Duration.ofDays(1)))).doesNotContain(instance.location());
    }

    @Test
    default void shouldReplaceTheEncodingOfAnInstance() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord first = sample.instance(1, 1);
        InstanceRecord other = sample.instance(1, 2);
        writer().commit(first, sample.series(1), sample.study());
        writer().commit(other);
        InstanceRecord second = sample.instance(1, 1);

        assertThat(writer().replaceEncoding(first, second)).isTrue();

        assertSame(list(index().instances(sample.seriesId(1))), List.of(second, other));
        assertThat(retiredBy(Instant.now().plus(Duration.ofDays(1))))
                .contains(first.location())
                .doesNotContain(second.location(), other.location());
        writer().replace(second, first, sample.series(1), sample.study());
        assertSame(list(index().instances(sample.seriesId(1))), List.of(first, other));
    }

    /** Whoever encoded it anew may have been halted for hours before he writes. */
    @Test
    default void shouldNotReplaceTheEncodingOfWhatIsAnotherObjectMeanwhile() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord first = sample.instance(1, 1);
        InstanceRecord second = sample.instance(1, 1);
        InstanceRecord late = sample.instance(1, 1);
        writer().commit(first, sample.series(1), sample.study());
        writer().replace(first, second, sample.series(1), sample.study());

        assertThat(writer().replaceEncoding(first, late)).isFalse();
        assertThat(writer().replaceEncoding(sample.instance(1, 2), sample.instance(1, 2)))
                .isFalse();

        assertSame(list(index().instances(sample.seriesId(1))), List.of(second));
        assertThat(retiredBy(Instant.now().plus(Duration.ofDays(1))))
                .doesNotContain(second.location(), late.location());
    }

    @Test
    default void shouldForgetRetiredObjectsThatAreGone() {
        SampleStudy sample = new SampleStudy();
        InstanceRecord first = sample.instance(1, 1);
        writer().commit(first, sample.series(1), sample.study());
        writer().replace(first, sample.instance(1, 1), sample.series(1), sample.study());

        list(writer().retired(Instant.now().plus(Duration.ofDays(1)))).stream()
                .filter(r -> r.location().equals(first.location()))
                .forEach(writer()::forget);

        assertThat(retiredBy(Instant.now().plus(Duration.ofDays(1)))).doesNotContain(first.location());
    }

    @Test
    default void shouldVisitEveryCommittedInstanceInAScan() {
        SampleStudy sample = new SampleStudy();
        List<InstanceId> committed = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            InstanceRecord instance = sample.instance(n, n);
            writer().commit(instance, sample.series(n), sample.study());
            committed.add(instance.id());
        }

        assertThat(list(writer().scan())).extracting(InstanceRecord::id).containsAll(committed);
    }

    private List<Object> retiredBy(Instant before) {
        try (Stream<RetiredObject> retired = writer().retired(before)) {
            return retired.<Object>map(RetiredObject::location).toList();
        }
    }

    static void assertSame(Object actual, Object expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType(StudyIndexContract::sameElements, Attributes.class)
                .isEqualTo(expected);
    }

    private static boolean sameElements(Attributes one, Attributes other) {
        return Arrays.equals(
                DicomWriter.toBytes(one, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                DicomWriter.toBytes(other, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }
}
