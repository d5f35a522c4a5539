package org.muniment.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.core.find.SampleArchive.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class FindServiceTest {

    private final SampleArchive archive = new SampleArchive();
    private final FindService find = new FindService(archive.index, new FindConfig("MUNIMENT", 1000));

    /** Ann Doe has a CT study of two series (2 + 1 instances) and an MR study; another person has the same ID elsewhere. */
    @BeforeEach
    void fill() {
        Attributes ct = row(
                "StudyInstanceUID=1.1",
                "PatientID=P1",
                "IssuerOfPatientID=HERE",
                "PatientName=Doe^Ann",
                "StudyDate=20240229",
                "StudyTime=101500",
                "AccessionNumber=A1",
                "StudyDescription=Brain");
        Attributes mr = row(
                "StudyInstanceUID=1.2",
                "PatientID=P1",
                "IssuerOfPatientID=HERE",
                "PatientName=DOE^ANN",
                "StudyDate=20240301",
                "StudyTime=090000",
                "AccessionNumber=A2");
        Attributes other = row(
                "StudyInstanceUID=1.3",
                "PatientID=P1",
                "IssuerOfPatientID=THERE",
                "PatientName=Roe^Max",
                "StudyDate=20240301",
                "AccessionNumber=A3");
        Attributes series1 = row("SeriesInstanceUID=1.1.1", "Modality=CT", "SeriesNumber=1");
        Attributes series2 = row("SeriesInstanceUID=1.1.2", "Modality=SR", "SeriesNumber=2");
        archive.add(ct, Set.of("CT"), series1, row("SOPInstanceUID=1.1.1.1", "InstanceNumber=1"))
                .add(ct, Set.of("CT"), series1, row("SOPInstanceUID=1.1.1.2", "InstanceNumber=2"))
                .add(ct, Set.of("CT", "SR"), series2, row("SOPInstanceUID=1.1.2.1", "InstanceNumber=1"))
                .add(mr, Set.of("MR"), row("SeriesInstanceUID=1.2.1", "Modality=MR"), row("SOPInstanceUID=1.2.1.1"))
                .add(other, Set.of("US"), row("SeriesInstanceUID=1.3.1", "Modality=US"), row("SOPInstanceUID=1.3.1.1"));
    }

    private List<Attributes> find(QueryLevel level, QueryRoot root, QueryOptions options, Attributes identifier) {
        return all(Query.fromIdentifier(level, root, identifier, options));
    }

    private List<Attributes> relational(QueryLevel level, String... keys) {
        return find(level, QueryRoot.PATIENT, QueryOptions.RELATIONAL, row(keys));
    }

    private List<Attributes> all(Query query) {
        List<Attributes> found = new ArrayList<>();
        try (FindResults results = find.find(query)) {
            results.forEachRemaining(found::add);
        }
        return found;
    }

    private static List<String> values(List<Attributes> found, int tag) {
        return found.stream().map(a -> a.getString(tag)).toList();
    }

    @Nested
    class Levels {

        @Test
        void shouldAnswerPatientsOnceEachWithinTheirIssuer() {
            List<Attributes> found = find(
                    QueryLevel.PATIENT,
                    QueryRoot.PATIENT,
                    QueryOptions.BASIC,
                    row("PatientID=P1", "IssuerOfPatientID=", "PatientName="));

            assertThat(values(found, Tag.IssuerOfPatientID)).containsExactlyInAnyOrder("HERE", "THERE");
        }

        @Test
        void shouldTellPeopleWithoutAnIdApart() {
            for (String name : List.of("Noid^A", "Noid^Bo"))
                archive.add(
                        row("StudyInstanceUID=2." + name.length(), "PatientName=" + name),
                        Set.of("CT"),
                        row("SeriesInstanceUID=2.1." + name.length()),
                        row("SOPInstanceUID=2.1.1." + name.length()));

            assertThat(find(QueryLevel.PATIENT, QueryRoot.PATIENT, QueryOptions.BASIC, row("PatientName=noid*")))
                    .hasSize(2);
        }

        @Test
        void shouldAnswerStudiesOfAPatient() {
            List<Attributes> found =
                    relational(QueryLevel.STUDY, "PatientID=P1", "IssuerOfPatientID=HERE", "StudyInstanceUID=");

            assertThat(values(found, Tag.StudyInstanceUID)).containsExactlyInAnyOrder("1.1", "1.2");
        }

        @Test
        void shouldAnswerSeriesOfAStudy() {
            List<Attributes> found = find(
                    QueryLevel.SERIES,
                    QueryRoot.STUDY,
                    QueryOptions.BASIC,
                    row("StudyInstanceUID=1.1", "SeriesInstanceUID=", "Modality=S*"));

            assertThat(values(found, Tag.SeriesInstanceUID)).containsExactly("1.1.2");
        }

        @Test
        void shouldAnswerInstancesOfASeries() {
            List<Attributes> found = find(
                    QueryLevel.IMAGE,
                    QueryRoot.PATIENT,
                    QueryOptions.BASIC,
                    row(
                            "PatientID=P1",
                            "StudyInstanceUID=1.1",
                            "SeriesInstanceUID=1.1.1",
                            "InstanceNumber=2",
                            "SOPInstanceUID="));

            assertThat(values(found, Tag.SOPInstanceUID)).containsExactly("1.1.1.2");
        }

        @Test
        void shouldNotAnswerASeriesNamedUnderAnotherStudy() {
            assertThat(find(
                            QueryLevel.SERIES,
                            QueryRoot.STUDY,
                            QueryOptions.BASIC,
                            row("StudyInstanceUID=1.2", "SeriesInstanceUID=1.1.1")))
                    .isEmpty();
        }

        @Test
        void shouldAnswerASopInstanceUidAloneWhenRelational() {
            List<Attributes> found = relational(
                    QueryLevel.IMAGE, "SOPInstanceUID=1.1.2.1\\1.2.1.1\\9.9", "StudyInstanceUID=", "Modality=");

            assertThat(values(found, Tag.Modality)).containsExactlyInAnyOrder("SR", "MR");
        }

        @Test
        void shouldAnswerASeriesUidAloneWhenRelational() {
            List<Attributes> found = relational(QueryLevel.IMAGE, "SeriesInstanceUID=1.1.1", "SOPInstanceUID=");

            assertThat(values(found, Tag.SOPInstanceUID)).containsExactlyInAnyOrder("1.1.1.1", "1.1.1.2");
        }

        @Test
        void shouldCombineKeysOfAllLevelsWhenRelational() {
            List<Attributes> found = relational(
                    QueryLevel.IMAGE, "PatientName=doe*", "Modality=CT", "InstanceNumber=1", "SOPInstanceUID=");

            assertThat(values(found, Tag.SOPInstanceUID)).containsExactly("1.1.1.1");
        }

        @Test
        void shouldIgnoreKeysOfLowerLevels() {
            List<Attributes> found = relational(QueryLevel.STUDY, "PatientID=P1", "Modality=MR", "StudyInstanceUID=");

            assertThat(found).hasSize(3).noneMatch(a -> a.contains(Tag.Modality));
        }
    }

    @Nested
    class Keys {

        @ParameterizedTest
        @CsvSource({
            "ModalitiesInStudy, SR, 1.1",
            "ModalitiesInStudy, M*, 1.2",
            "ModalitiesInStudy, MR\\SR, 1.1 1.2",
            "SOPClassesInStudy, 1.2.840.10008.5.1.4.1.1.2, 1.1 1.2 1.3",
            "SOPClassesInStudy, 1.2.3, ''",
            "StudyTime, 0900-1000, 1.2",
            "AccessionNumber, A1\\A3, 1.1 1.3",
            "StudyDate, 20240301-, 1.2 1.3",
            "StudyDate, 20240229\\20240229, 1.1",
            "PatientName, dOE*, 1.1 1.2",
        })
        void shouldFindStudiesBy(String keyword, String value, String expected) {
            List<Attributes> found =
                    relational(QueryLevel.STUDY, keyword + "=" + value, "PatientID=P1", "StudyInstanceUID=");

            assertThat(values(found, Tag.StudyInstanceUID))
                    .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
        }

        @Test
        void shouldNotMatchTheTimezoneWhichSaysHowKeysAreMeant() {
            List<Attributes> found =
                    relational(QueryLevel.STUDY, "StudyInstanceUID=1.1", "TimezoneOffsetFromUTC=+0100");

            assertThat(found).hasSize(1);
        }

        @Test
        void shouldMatchDateAndTimeAsOneWhenAgreed() {
            Attributes keys = row("StudyDate=20240228-20240301", "StudyTime=1200-0930", "StudyInstanceUID=");
            List<Attributes> found =
                    find(QueryLevel.STUDY, QueryRoot.STUDY, new QueryOptions(false, true, false, false), keys);

            assertThat(values(found, Tag.StudyInstanceUID)).containsExactlyInAnyOrder("1.1", "1.2");
        }

        @Test
        void shouldMatchDateAndTimeEachForItselfWhenNotAgreed() {
            Attributes keys = row("StudyDate=20240228-20240301", "StudyTime=0930-1200", "StudyInstanceUID=");

            assertThat(values(find(QueryLevel.STUDY, QueryRoot.STUDY, QueryOptions.BASIC, keys), Tag.StudyInstanceUID))
                    .containsExactly("1.1");
        }

        @Test
        void shouldFindWordsOfANameInAnyOrderWhenAgreed() {
            List<Attributes> found = find(
                    QueryLevel.STUDY,
                    QueryRoot.STUDY,
                    new QueryOptions(false, false, true, false),
                    row("PatientName=an do", "StudyInstanceUID="));

            assertThat(values(found, Tag.StudyInstanceUID)).containsExactlyInAnyOrder("1.1", "1.2");
        }
    }

    @Nested
    class Answers {

        @Test
        void shouldGiveTheKeysOfTheQueryAndNoMore() {
            Attributes found = relational(
                            QueryLevel.STUDY,
                            "StudyInstanceUID=1.1",
                            "StudyDescription=",
                            "StudyID=",
                            "PatientName=",
                            "SOPInstanceUID=",
                            "ReferencedPatientSequence=")
                    .get(0);

            assertThat(found.elements().stream().map(Attributes.Element::tag))
                    .containsExactly(
                            Tag.QueryRetrieveLevel,
                            Tag.RetrieveAETitle,
                            Tag.StudyDescription,
                            Tag.PatientName,
                            Tag.StudyInstanceUID,
                            Tag.StudyID);
            assertThat(found.getString(Tag.StudyDescription)).isEqualTo("Brain");
            assertThat(found.getBytes(Tag.StudyID)).isEmpty();
            assertThat(found.getString(Tag.QueryRetrieveLevel)).isEqualTo("STUDY");
            assertThat(found.getString(Tag.RetrieveAETitle)).isEqualTo("MUNIMENT");
        }

        @ParameterizedTest
        @CsvSource({
            "PATIENT, NumberOfPatientRelatedStudies, 2",
            "PATIENT, NumberOfPatientRelatedSeries, 3",
            "PATIENT, NumberOfPatientRelatedInstances, 4",
            "STUDY, NumberOfPatientRelatedStudies, 2",
            "STUDY, NumberOfStudyRelatedSeries, 2",
            "STUDY, NumberOfStudyRelatedInstances, 3",
            "SERIES, NumberOfStudyRelatedInstances, 3",
            "SERIES, NumberOfSeriesRelatedInstances, 2",
            "IMAGE, NumberOfSeriesRelatedInstances, 2",
            "STUDY, InstanceAvailability, ONLINE",
            "SERIES, ModalitiesInStudy, CT\\SR",
        })
        void shouldComputeWhatIsAskedFor(QueryLevel level, String keyword, String expected) {
            Attributes found = relational(
                            level,
                            "PatientID=P1",
                            "IssuerOfPatientID=HERE",
                            "StudyInstanceUID=1.1",
                            "SeriesInstanceUID=1.1.1",
                            "SOPInstanceUID=1.1.1.1",
                            keyword + "=")
                    .get(0);

            assertThat(String.join(
                            "\\",
                            found.getStrings(org.muniment.dicom.ElementDictionary.find(keyword)
                                    .tag())))
                    .isEqualTo(expected);
        }

        @Test
        void shouldNotGiveCountsOfLevelsBelow() {
            assertThat(relational(QueryLevel.STUDY, "StudyInstanceUID=1.1", "NumberOfSeriesRelatedInstances=")
                            .get(0)
                            .contains(Tag.NumberOfSeriesRelatedInstances))
                    .isFalse();
        }

        @Test
        void shouldIgnoreTheValueOfACount() {
            Attributes found = relational(QueryLevel.STUDY, "StudyInstanceUID=1.1", "NumberOfStudyRelatedInstances=77")
                    .get(0);

            assertThat(found.getString(Tag.NumberOfStudyRelatedInstances)).isEqualTo("3");
        }

        @Test
        void shouldPageThroughTheMatches() {
            Query query = Query.fromIdentifier(
                    QueryLevel.IMAGE, QueryRoot.STUDY, row("PatientID=P1", "SOPInstanceUID="), QueryOptions.RELATIONAL);
            List<String> whole = values(all(query), Tag.SOPInstanceUID);

            assertThat(values(all(query.page(1, 3)), Tag.SOPInstanceUID)).isEqualTo(whole.subList(1, 4));
            assertThat(all(query.page(4, 10))).hasSize(1);
            assertThat(all(query.page(5, 10))).isEmpty();
            assertThat(all(query.page(0, 0))).isEmpty();
            for (Query page : List.of(query, query.page(1, 2), query.page(4, 10), query.page(9, 9), query.page(0, 0))) {
                try (FindResults results = find.find(page)) {
                    results.forEachRemaining(answer -> {});
                    assertThat(results.total()).isEqualTo(5);
                }
            }
        }
    }

    @Nested
    class PagesOfEverything {

        private List<String> latest(QueryLevel level, long offset, long limit, String... keys) {
            Query query = Query.fromIdentifier(level, QueryRoot.STUDY, row(keys), QueryOptions.RELATIONAL);
            return values(all(query.page(offset, limit)), level.uniqueKey());
        }

        @Test
        void shouldGiveTheLatestStudiesThatMatch() {
            assertThat(latest(QueryLevel.STUDY, 0, 2, "StudyInstanceUID=")).containsExactly("1.2", "1.3");
            assertThat(latest(QueryLevel.STUDY, 2, 2, "StudyInstanceUID=")).containsExactly("1.1");
            assertThat(latest(QueryLevel.STUDY, 0, 9, "StudyInstanceUID=", "PatientName=*oe^ann"))
                    .containsExactly("1.2", "1.1");
            assertThat(latest(QueryLevel.SERIES, 1, 2, "SeriesInstanceUID=")).containsExactly("1.3.1", "1.1.1");
        }

        @Test
        void shouldRefuseToPassOverMoreThanAQueryMayLookAt() {
            assertThatThrownBy(() -> latest(QueryLevel.STUDY, 1000, 1, "StudyInstanceUID="))
                    .hasMessageContaining("to skip");
            assertThat(latest(QueryLevel.STUDY, 5000, 1, "StudyInstanceUID=1.1"))
                    .isEmpty();
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @CsvSource({
            "STUDY, StudyDescription, Brain",
            "STUDY, PatientID, P*",
            "STUDY, PatientName, *oe",
            "STUDY, AccessionNumber, A?",
            "STUDY, PatientSex, M",
            "STUDY, StudyTime, 10-12",
            "STUDY, ModalitiesInStudy, CT",
            "STUDY, SeriesInstanceUID, 1.1.1",
            "SERIES, Modality, CT",
            "IMAGE, InstanceNumber, 1",
        })
        void shouldRefuseWhatOnlyAScanCouldAnswer(QueryLevel level, String keyword, String value) {
            assertThatThrownBy(() -> relational(level, keyword + "=" + value))
                    .isInstanceOfSatisfying(ArchiveException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNBOUNDED_QUERY);
                        assertThat(e).hasMessageContaining("patient ID").hasMessageContaining("study date");
                        assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(64);
                    });
        }

        @ParameterizedTest
        @CsvSource({
            "PATIENT, STUDY, StudyInstanceUID, 1.1, PatientID",
            "PATIENT, STUDY, PatientID, P*, PatientID",
            "PATIENT, STUDY, PatientID, P1\\P2, PatientID",
            "PATIENT, SERIES, PatientID, P1, StudyInstanceUID",
            "STUDY, SERIES, PatientID, P1, StudyInstanceUID",
            "STUDY, SERIES, StudyInstanceUID, 1.1\\1.2, StudyInstanceUID",
            "STUDY, IMAGE, StudyInstanceUID, 1.1, SeriesInstanceUID",
            "STUDY, PATIENT, PatientID, P1, QueryRetrieveLevel",
            "PATIENT_STUDY_ONLY, SERIES, PatientID, P1, QueryRetrieveLevel",
            "STUDY, STUDY, StudyInstanceUID, 1.1.11111111111111111111111111111111111111111111111111111111111111111, StudyInstanceUID",
        })
        void shouldRefuseWhatTheModelDoesNotAllow(
                QueryRoot root, QueryLevel level, String keyword, String value, String named) {
            assertThatThrownBy(() -> find(level, root, QueryOptions.BASIC, row(keyword + "=" + value)))
                    .isInstanceOfSatisfying(ArchiveException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
                        assertThat(e).hasMessageContaining(named);
                        assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(64);
                    });
        }

        @ParameterizedTest
        @CsvSource({"''", "STUDIES", "study"})
        void shouldRefuseALevelThatIsNone(String level) {
            assertThatThrownBy(() -> Query.fromIdentifier(
                            QueryRoot.STUDY, row("QueryRetrieveLevel=" + level), QueryOptions.BASIC))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
        }

        /** To make a number of so many digits takes seconds. */
        @Test
        @Timeout(2)
        void shouldRefuseANumberLongerThanAnyAttributeHas() {
            assertThatThrownBy(() -> find(
                            QueryLevel.STUDY,
                            QueryRoot.STUDY,
                            QueryOptions.BASIC,
                            row("PatientID=P1", "PatientSize=" + "9".repeat(900_000))))
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
        }

        @Test
        void shouldRefuseMoreValuesThanAQueryMayLookUp() {
            String uids = String.join("\\", Collections.nCopies(20_001, "1.1"));
            assertThatThrownBy(() -> find(
                            QueryLevel.STUDY, QueryRoot.STUDY, QueryOptions.BASIC, row("StudyInstanceUID=" + uids)))
                    .isInstanceOfSatisfying(ArchiveException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
                        assertThat(e).hasMessageContaining("more than 20000 values");
                    });
        }

        @Test
        void shouldReadAKeyByItsAttributesVrWhateverThePeerWrote() {
            for (VR vr : List.of(VR.UN, VR.LO, VR.OB)) {
                Attributes keys = row("StudyInstanceUID=");
                keys.setBytes(Tag.StudyDate, vr, "20240229".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                keys.setBytes(Tag.PatientName, vr, "doe*".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

                List<Attributes> found = find(QueryLevel.STUDY, QueryRoot.STUDY, QueryOptions.BASIC, keys);
                assertThat(values(found, Tag.StudyInstanceUID)).containsExactly("1.1");
                assertThat(found.get(0).get(Tag.StudyDate).vr()).isEqualTo(VR.DA);
            }
        }
    }
}
