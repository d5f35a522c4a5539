package org.muniment.web.qido;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.json.DicomJsonReader;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;

/** QIDO-RS as its clients see it. Seven studies of January 2024, the archive answering with five matches at most. */
class SearchTest {
    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home);
        for (int study = 1; study <= 7; study++) store(named(SampleDataSet.ct(study, 1, 1)));
        for (int instance = 2; instance <= 8; instance++) store(SampleDataSet.ct(1, 1, instance));
        Attributes report = named(SampleDataSet.ct(2, 2, 1));
        report.setString(Tag.Modality, VR.CS, "SR");
        for (int tag : List.of(Tag.Rows, Tag.Columns, Tag.BitsAllocated)) report.remove(tag);
        Attributes request = new Attributes();
        request.setString(Tag.ScheduledProcedureStepID, VR.SH, "SPS-9");
        request.setString(Tag.RequestedProcedureID, VR.SH, "RP-9");
        request.setString(Tag.RequestedProcedureDescription, VR.LO, "Follow-up");
        report.setItems(Tag.RequestAttributesSequence, request);
        store(report);
    }

    private static Attributes named(Attributes dataSet) {
        if (dataSet.getString(Tag.PatientID).equals("P2"))
            dataSet.setString(Tag.PatientName, VR.PN, "Müller^Jürgen=山田^太郎");
        return dataSet;
    }

    private static void store(Attributes dataSet) {
        archive.store(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static HttpResponse<byte[]> get(String pathAndQuery, String... headers) {
        return archive.get("/dicom-web" + pathAndQuery, headers);
    }

    private static List<Attributes> found(String pathAndQuery) {
        return read(get(pathAndQuery));
    }

    private static List<Attributes> read(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        List<Attributes> found = new ArrayList<>();
        try {
            new DicomJsonReader().readAll(new ByteArrayInputStream(response.body()), found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> values(List<Attributes> found, int tag) {
        return found.stream().map(a -> a.getString(tag)).toList();
    }

    private static List<String> studies(String query) {
        return values(found("/studies" + query), Tag.StudyInstanceUID);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    @Nested
    class Matching {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "PatientID=P3 | 3",
                    "00100020=P3 | 3",
                    "PatientID=P3&PatientID=P4 | 4 3",
                    "PatientID=P3&00100020=P4 | 4 3",
                    "AccessionNumber=A5 | 5",
                    "PatientName=doe6* | 6",
                    "PatientName=DOE6%5EJANE | 6",
                    "PatientName=*6%5EJane | 6",
                    "PatientName=jane+doe6&fuzzymatching=true | 6",
                    "PatientName=Mu%CC%88ller* | 2",
                    "PatientName=%E5%B1%B1%E7%94%B0* | 2",
                    "StudyDate=20240102-20240103 | 3 2",
                    "StudyDate=20240102-20240103&ModalitiesInStudy=SR | 2",
                    "StudyDate=20240102-20240103&ModalitiesInStudy=SR,MR | 2",
                    "StudyDate=20240102-20240103&ModalitiesInStudy=CT%5CMR | 3 2",
                    "StudyDate=20240102-20240103&StudyTime=1015-1016 | 3 2",
                    "StudyDate=20240102-20240103&StudyDescription=Abdomen+3 | 3",
                    "StudyInstanceUID=2.25.3,2.25.4 | 3 4",
                    "StudyInstanceUID=2.25.3%5C2.25.4 | 3 4",
                    "ModalitiesInStudy=SR&limit=3 | 2",
                    "PatientID=P3&PatientSex= | 3",
                    "PatientID=P3&_=17 | 3",
                })
        void shouldFindStudies(String query, String expected) {
            String[] uids =
                    Arrays.stream(expected.split(" ")).map(n -> "2.25." + n).toArray(String[]::new);

            assertThat(studies("?" + query)).containsExactlyInAnyOrder(uids);
        }

        @Test
        void shouldSearchAtEachResource() {
            assertThat(found("/series?Modality=SR&PatientID=P2")).hasSize(1);
            assertThat(found("/instances?InstanceNumber=3&StudyDate=20240101")).hasSize(1);
            assertThat(found("/studies/2.25.2/series?Modality=SR")).hasSize(1);
            assertThat(found("/studies/2.25.2/instances")).hasSize(2);
            assertThat(found("/studies/2.25.1/series/2.25.1.1/instances?Rows=16&InstanceNumber=2"))
                    .hasSize(1);
            assertThat(found("/studies/2.25.1/series/2.25.1.1/instances?Rows=17"))
                    .isEmpty();
        }

        @Test
        void shouldSearchWithinSequences() {
            for (String name : List.of(
                    "RequestAttributesSequence.RequestedProcedureID",
                    "00400275.00401001",
                    "00400275.RequestedProcedureID")) {
                assertThat(found("/series?PatientID=P2&" + name + "=RP-9")).hasSize(1);
                assertThat(found("/series?PatientID=P2&" + name + "=RP-8")).isEmpty();
            }
        }

        @Test
        void shouldAnswerNoMatchByAnEmptyListOrNoContent() {
            assertThat(text(get("/studies?PatientID=nobody"))).isEqualTo("[]");
            HttpResponse<byte[]> xml =
                    get("/studies?PatientID=nobody", "Accept", "multipart/related; type=\"application/dicom+xml\"");
            assertThat(xml.statusCode()).isEqualTo(204);
            assertThat(found("/studies/2.25.99/series")).isEmpty();
        }
    }

    @Nested
    class Answers {

        @Test
        void shouldTellOfAStudyWhatTheStandardAsks() {
            Attributes study = found("/studies?PatientID=P2").get(0);

            assertThat(study.getStrings(Tag.ModalitiesInStudy)).containsExactly("CT", "SR");
            assertThat(study.getString(Tag.NumberOfStudyRelatedSeries)).isEqualTo("2");
            assertThat(study.getString(Tag.NumberOfStudyRelatedInstances)).isEqualTo("2");
            assertThat(study.getString(Tag.InstanceAvailability)).isEqualTo("ONLINE");
            assertThat(study.getString(Tag.RetrieveURL))
                    .isEqualTo(archive.uri("/dicom-web/studies/2.25.2").toString());
            assertThat(study.getString(Tag.PatientName)).isEqualTo("Müller^Jürgen=山田^太郎");
            assertThat(study.contains(Tag.ReferringPhysicianName)).isTrue();
            for (int tag : List.of(Tag.StudyDescription, Tag.TimezoneOffsetFromUTC, Tag.QueryRetrieveLevel)) {
                assertThat(study.contains(tag)).isFalse();
            }
        }

        @Test
        void shouldTellOfSeriesAndInstancesWhatTheStandardAsks() {
            Attributes series = found("/studies/2.25.2/series?Modality=SR").get(0);
            assertThat(series.getString(Tag.NumberOfSeriesRelatedInstances)).isEqualTo("1");
            assertThat(series.getItem(Tag.RequestAttributesSequence).getString(Tag.RequestedProcedureID))
                    .isEqualTo("RP-9");
            assertThat(series.getItem(Tag.RequestAttributesSequence).contains(Tag.RequestedProcedureDescription))
                    .isFalse();
            assertThat(series.getString(Tag.RetrieveURL)).endsWith("/dicom-web/studies/2.25.2/series/2.25.2.2");
            assertThat(series.contains(Tag.PatientName)).isFalse();

            Attributes instance = found("/studies/2.25.1/series/2.25.1.1/instances?InstanceNumber=3")
                    .get(0);
            assertThat(instance.getString(Tag.RetrieveURL))
                    .endsWith("/dicom-web/studies/2.25.1/series/2.25.1.1/instances/2.25.1.1.3");
            assertThat(instance.getInt(Tag.Rows, 0)).isEqualTo(16);
            assertThat(found("/studies/2.25.2/series/2.25.2.2/instances").get(0).contains(Tag.Rows))
                    .isFalse();
            assertThat(found("/instances?PatientID=P1").get(0).getString(Tag.PatientID))
                    .isEqualTo("P1");
        }

        @Test
        void shouldIncludeWhatIsAskedFor() {
            Attributes study = found(
                            "/studies?PatientID=P2&includefield=StudyDescription,00101020&includefield=00080060")
                    .get(0);
            assertThat(study.getString(Tag.StudyDescription)).isEqualTo("Abdomen 2");
            assertThat(study.contains(Tag.PatientSize)).isTrue();
            assertThat(study.contains(Tag.Modality)).isFalse();

            Attributes all = found("/studies?PatientID=P2&includefield=all").get(0);
            assertThat(all.contains(Tag.StudyDescription)).isTrue();
            assertThat(all.contains(Tag.PatientComments)).isTrue();

            String series = "/series?PatientID=P2&Modality=SR&includefield=";
            Attributes item = found(series + "RequestAttributesSequence").get(0).getItem(Tag.RequestAttributesSequence);
            assertThat(item.getString(Tag.RequestedProcedureDescription)).isEqualTo("Follow-up");
            item = found(series + "00400275.00321060").get(0).getItem(Tag.RequestAttributesSequence);
            assertThat(item.getString(Tag.RequestedProcedureDescription)).isEqualTo("Follow-up");
        }

        @Test
        void shouldWriteXmlToThoseWhoAskForIt() {
            HttpResponse<byte[]> response = get(
                    "/studies?PatientID=P2&PatientID=P3",
                    "Accept",
                    "multipart/related; type=\"application/dicom+xml\"");

            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("multipart/related; type=\"application/dicom+xml\"; boundary=");
            assertThat(text(response).split("<NativeDicomModel")).hasSize(3);
            assertThat(text(response)).contains("<FamilyName>Müller</FamilyName>");
        }

        @Test
        void shouldNegotiateTheMediaType() {
            assertThat(get("/studies?PatientID=P2").headers().firstValue("Content-Type"))
                    .contains("application/dicom+json");
            assertThat(get("/studies?PatientID=P2", "Accept", "application/json")
                            .headers()
                            .firstValue("Content-Type"))
                    .contains("application/json");
            HttpResponse<byte[]> refused = get("/studies?PatientID=P2", "Accept", "image/png");
            assertThat(refused.statusCode()).isEqualTo(406);
            assertThat(text(refused)).contains("application/dicom+json");
        }
    }

    @Nested
    class Paging {

        /** What OHIF's worklist asks for at first. */
        @Test
        void shouldGiveTheLatestStudiesWithoutACondition() {
            assertThat(studies("?limit=3&offset=0&fuzzymatching=false&includefield=00081030,00080060"))
                    .containsExactly("2.25.7", "2.25.6", "2.25.5");
            assertThat(studies("?limit=3&offset=6")).containsExactly("2.25.1");
            assertThat(studies("?limit=0")).isEmpty();
        }

        @Test
        void shouldSayThatThereIsMore() {
            HttpResponse<byte[]> page = get("/studies?limit=101");

            assertThat(read(page)).hasSize(5);
            assertThat(page.headers().firstValue("Warning").orElseThrow())
                    .startsWith("299 ")
                    .contains("additional results");
            assertThat(page.headers().firstValue("X-Total-Count")).isEmpty();
        }

        @Test
        void shouldTellTheTotalWhereItIsKnownOrAskedFor() {
            assertThat(get("/studies?count=true").headers().firstValue("X-Total-Count"))
                    .contains("7");
            HttpResponse<byte[]> last = get("/studies?offset=5");
            assertThat(last.headers().firstValue("X-Total-Count")).contains("7");
            assertThat(last.headers().firstValue("Warning")).isEmpty();
        }

        @Test
        void shouldGiveTheContentOfAStudyWhole() {
            HttpResponse<byte[]> response = get("/studies/2.25.1/instances");
            assertThat(values(read(response), Tag.InstanceNumber))
                    .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8");
            assertThat(found("/studies/2.25.1/instances?limit=7")).hasSize(7);
            HttpResponse<byte[]> page = get("/studies/2.25.1/instances?limit=2&offset=3");
            assertThat(values(read(page), Tag.InstanceNumber)).containsExactly("4", "5");
            assertThat(page.headers().firstValue("Warning")).isPresent();
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/studies?PatientNmae=x | PatientNmae",
                    "/studies?patientID=x | patientID",
                    "/studies?00100021x=x | 00100021x",
                    "/studies?99990010=x | 99990010",
                    "/studies?Modality=CT | Modality",
                    "/studies?00091001=x | 00091001",
                    "/studies?PatientID.PatientName=x | PatientID.PatientName",
                    "/studies?RequestAttributesSequence=x | RequestAttributesSequence",
                    "/studies?NumberOfStudyRelatedSeries=2 | NumberOfStudyRelatedSeries",
                    "/studies?StudyDate=yesterday | StudyDate",
                    "/studies?StudyDate=20240230 | StudyDate",
                    "/studies?StudyInstanceUID=abc | StudyInstanceUID",
                    "/instances?Rows=99999 | Rows",
                    "/instances?Rows=many | Rows",
                    "/studies?limit=-1 | limit",
                    "/studies?limit=99999999999999999999 | limit",
                    "/studies?limit=5&limit=6 | limit",
                    "/studies?offset=x | offset",
                    "/studies?fuzzymatching=maybe | fuzzymatching",
                    "/studies?includefield=Nonsense | includefield",
                    "/studies?includefield=PatientID.PatientName | includefield",
                    "/studies?PatientID=%e4 | PatientID",
                    "/studies?accept=nonsense | accept",
                    "/studies/abc/series | study",
                    "/studies/2.25.1/series/..%2f/instances | ",
                    "/studies/2.25.1/series?StudyInstanceUID=2.25.2 | StudyInstanceUID",
                })
        void shouldNameTheParameterThatIsWrong(String path, String parameter) {
            HttpResponse<byte[]> response = get(path);

            assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            if (parameter != null) assertThat(text(response)).contains(parameter);
        }

        @Test
        void shouldRefuseToSkipMoreThanAQueryMayLookAt() {
            HttpResponse<byte[]> response = get("/studies?offset=2000000");

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(text(response)).contains("narrow");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/studies/2.25.1/",
                    "/studiesx",
                    "/studies/2.25.1/serie",
                    "//studies",
                    "/studies/2.25.1/series/2.25.1.1/instances/x"
                })
        void shouldKnowNoOtherPaths(String path) {
            assertThat(get(path).statusCode()).isBetween(400, 405);
        }
    }
}
