package org.muniment.archive.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** How studies are found by each {@link StudyAccess}; part of {@link StudyIndexContract}. */
public interface StudyAccessContract {

    StudyIndex index();

    StudyIndexWriter writer();

    @Test
    default void shouldFindStudiesByUidOnceEach() {
        SampleStudy one = new SampleStudy().commitTo(writer());
        SampleStudy two = new SampleStudy().commitTo(writer());
        StudyInstanceUid unknown = new StudyInstanceUid("2.25.1");

        assertThat(uids(new StudyAccess.ByStudyUid(List.of(one.uid(), unknown, two.uid(), one.uid()))))
                .containsExactlyInAnyOrder(one.uid(), two.uid());
        assertThat(uids(new StudyAccess.ByStudyUid(List.of()))).isEmpty();
    }

    @Test
    default void shouldFindStudiesByTheExactPatientId() {
        SampleStudy one = new SampleStudy().commitTo(writer());
        SampleStudy same = new SampleStudy()
                .with(Tag.PatientID, VR.LO, one.patientId())
                .with(Tag.IssuerOfPatientID, VR.LO, "OTHER")
                .commitTo(writer());
        new SampleStudy().with(Tag.PatientID, VR.LO, one.patientId() + "0").commitTo(writer());

        assertThat(uids(new StudyAccess.ByPatientId(one.patientId()))).containsExactlyInAnyOrder(one.uid(), same.uid());
        assertThat(uids(new StudyAccess.ByPatientId(one.patientId().toLowerCase())))
                .isEmpty();
    }

    @Test
    default void shouldReadManyStudiesOfAPatientWholly() {
        String patientId = new SampleStudy().patientId();
        IntStream.range(0, 230)
                .forEach(n ->
                        new SampleStudy().with(Tag.PatientID, VR.LO, patientId).commitTo(writer()));

        assertThat(uids(new StudyAccess.ByPatientId(patientId))).hasSize(230).doesNotHaveDuplicates();
    }

    @Test
    default void shouldTellLongValuesApart() {
        String patientId = "9".repeat(60_000) + new SampleStudy().patientId();
        String name = "wo" + "z".repeat(300);
        SampleStudy one = new SampleStudy()
                .with(Tag.PatientID, VR.LO, patientId)
                .with(Tag.PatientName, VR.PN, name + "a")
                .commitTo(writer());
        SampleStudy other = new SampleStudy()
                .with(Tag.PatientID, VR.LO, patientId + "0")
                .with(Tag.PatientName, VR.PN, name + "b")
                .commitTo(writer());

        assertThat(uids(new StudyAccess.ByPatientId(patientId))).containsExactly(one.uid());
        assertThat(uids(new StudyAccess.ByPatientName(name + "b"))).containsExactly(other.uid());
        assertThat(uids(new StudyAccess.ByPatientName(name))).containsExactlyInAnyOrder(one.uid(), other.uid());
    }

    @Test
    default void shouldFindStudiesByAccessionNumber() {
        SampleStudy sample = new SampleStudy().commitTo(writer());

        assertThat(uids(new StudyAccess.ByAccessionNumber(sample.accessionNumber())))
                .containsExactly(sample.uid());
        assertThat(uids(new StudyAccess.ByAccessionNumber("nobody's"))).isEmpty();
    }

    @Test
    default void shouldFindStudiesByTheBeginningOfTheNameWithoutCaseOrAccents() {
        SampleStudy sample =
                new SampleStudy().with(Tag.PatientName, VR.PN, "Qübler^Ana").commitTo(writer());
        new SampleStudy().with(Tag.PatientName, VR.PN, "Quast^Ana").commitTo(writer());

        for (String prefix : List.of("qub", "qubl", "qubler"))
            assertThat(uids(new StudyAccess.ByPatientName(prefix))).containsExactly(sample.uid());
        for (String prefix : List.of("q", "qu"))
            assertThat(uids(new StudyAccess.ByPatientName(prefix))).hasSize(2).contains(sample.uid());
        for (String prefix : List.of("qublerx", "ub", "ana", "qx"))
            assertThat(uids(new StudyAccess.ByPatientName(prefix))).isEmpty();
    }

    @Test
    default void shouldFindANameByEachOfItsComponentGroups() {
        SampleStudy sample = new SampleStudy()
                .with(Tag.PatientName, VR.PN, "Xatou^Tarou=佐藤^太郎=さとう^たろう")
                .commitTo(writer());

        for (String prefix : List.of("xatou", "佐", "佐藤", "さと", "さとう"))
            assertThat(uids(new StudyAccess.ByPatientName(prefix))).containsExactly(sample.uid());
    }

    @Test
    default void shouldFindAStudyOnceWhenSeveralComponentGroupsMatch() {
        SampleStudy sample = new SampleStudy()
                .with(Tag.PatientName, VR.PN, "Jxa^One=Jxb^Two=Jxa^One")
                .commitTo(writer());

        for (String prefix : List.of("j", "jx", "jxa"))
            assertThat(uids(new StudyAccess.ByPatientName(prefix))).containsExactly(sample.uid());
    }

    @Test
    default void shouldFindStudiesOfADateRangeNewestFirst() {
        List<SampleStudy> samples = Stream.of("17001231", "19001101", "19001130", "19001201", "19010102", "19010103")
                .map(date -> new SampleStudy().with(Tag.StudyDate, VR.DA, date).commitTo(writer()))
                .toList();

        assertThat(uids(dates("1900-11-30", "1901-01-02")))
                .containsExactly(
                        samples.get(4).uid(),
                        samples.get(3).uid(),
                        samples.get(2).uid());
        assertThat(uids(dates("1900-11-01", "1900-11-01")))
                .containsExactly(samples.get(1).uid());
        assertThat(uids(dates("1900-11-02", "1900-11-29"))).isEmpty();
        assertThat(uids(dates("1901-01-02", "1900-01-01"))).isEmpty();
        assertThat(uids(new StudyAccess.ByStudyDate(LocalDate.MIN, LocalDate.of(1800, 1, 1))))
                .containsExactly(samples.get(0).uid());
        assertThat(uids(new StudyAccess.ByStudyDate(LocalDate.of(1901, 1, 3), LocalDate.MAX)))
                .endsWith(samples.get(5).uid());
    }

    @Test
    default void shouldFindAllStudiesLatestFirstAndThoseWithoutADateAtTheEnd() {
        SampleStudy old =
                new SampleStudy().with(Tag.StudyDate, VR.DA, "18751231").commitTo(writer());
        SampleStudy undated = new SampleStudy().without(Tag.StudyDate).commitTo(writer());
        SampleStudy dated = new SampleStudy().without(Tag.StudyDate).commitTo(writer());
        dated.with(Tag.StudyDate, VR.DA, "99991231").commitTo(writer());

        List<StudyInstanceUid> all = uids(new StudyAccess.Latest());

        assertThat(all).doesNotHaveDuplicates().startsWith(dated.uid()).containsSubsequence(old.uid(), undated.uid());
        assertThat(uids(new StudyAccess.Latest())).isEqualTo(all);
    }

    @Test
    default void shouldCommitStudiesWhoseSearchedAttributesAreAbsentOrMalformed() {
        SampleStudy bare = new SampleStudy()
                .without(Tag.PatientID)
                .without(Tag.PatientName)
                .without(Tag.AccessionNumber)
                .without(Tag.StudyDate)
                .commitTo(writer());
        SampleStudy empty = new SampleStudy()
                .with(Tag.PatientID, VR.LO, "")
                .with(Tag.PatientName, VR.PN, "^^=^")
                .with(Tag.AccessionNumber, VR.SH, "")
                .with(Tag.StudyDate, VR.DA, "2024.13.45")
                .commitTo(writer());

        assertThat(uids(new StudyAccess.ByStudyUid(List.of(bare.uid(), empty.uid()))))
                .hasSize(2);
        assertThat(uids(new StudyAccess.ByStudyDate(LocalDate.MIN, LocalDate.MAX)))
                .doesNotContain(bare.uid(), empty.uid());
    }

    @Test
    default void shouldForgetWhereAStudyWasFoundBeforeItsAttributesChanged() {
        SampleStudy sample = new SampleStudy()
                .with(Tag.PatientName, VR.PN, "Vorher^A")
                .with(Tag.StudyDate, VR.DA, "18500101")
                .commitTo(writer());
        String patientId = sample.patientId();
        String accession = sample.accessionNumber();

        sample.with(Tag.PatientID, VR.LO, patientId + "X")
                .with(Tag.AccessionNumber, VR.SH, accession + "X")
                .with(Tag.PatientName, VR.PN, "Vornachher^A")
                .with(Tag.StudyDate, VR.DA, "18500102")
                .commitTo(writer());

        assertThat(uids(new StudyAccess.ByPatientId(patientId))).isEmpty();
        assertThat(uids(new StudyAccess.ByPatientId(patientId + "X"))).containsExactly(sample.uid());
        assertThat(uids(new StudyAccess.ByAccessionNumber(accession))).isEmpty();
        assertThat(uids(new StudyAccess.ByAccessionNumber(accession + "X"))).containsExactly(sample.uid());
        assertThat(uids(new StudyAccess.ByPatientName("vorher"))).isEmpty();
        assertThat(uids(new StudyAccess.ByPatientName("vor"))).containsExactly(sample.uid());
        assertThat(uids(dates("1850-01-01", "1850-01-01"))).isEmpty();
        assertThat(uids(dates("1850-01-01", "1850-01-31"))).containsExactly(sample.uid());
    }

    @Test
    default void shouldFindAStudyAgainWhenItsAttributesChangeBack() {
        SampleStudy sample = new SampleStudy().commitTo(writer());
        String patientId = sample.patientId();
        sample.with(Tag.PatientID, VR.LO, patientId + "X").commitTo(writer());
        sample.with(Tag.PatientID, VR.LO, patientId).commitTo(writer());

        assertThat(uids(new StudyAccess.ByPatientId(patientId))).containsExactly(sample.uid());
        assertThat(uids(new StudyAccess.ByPatientId(patientId + "X"))).isEmpty();
    }

    default List<StudyInstanceUid> uids(StudyAccess access) {
        return list(index().studies(access).map(StudyRecord::id));
    }

    default StudyRecord onlyStudy(StudyAccess access) {
        List<StudyRecord> studies = list(index().studies(access));
        assertThat(studies).hasSize(1);
        return studies.get(0);
    }

    default <T> List<T> list(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }

    private static StudyAccess dates(String from, String to) {
        return new StudyAccess.ByStudyDate(LocalDate.parse(from), LocalDate.parse(to));
    }
}
