package org.muniment.web.patient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Patients and conflicts of their identities, as administrators see to them. */
class PatientsOverHttpTest {

    @TempDir
    static Path home;

    private static WebArchive archive;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"));
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static void store(int study, String id, String issuer, String name, String birthDate) {
        Attributes ct = SampleDataSet.ct(study, 1, 1);
        ct.setString(Tag.PatientID, VR.LO, id);
        ct.setString(Tag.PatientName, VR.PN, name);
        ct.setString(Tag.PatientBirthDate, VR.DA, birthDate);
        if (issuer != null) ct.setString(Tag.IssuerOfPatientID, VR.LO, issuer);
        archive.store(ct, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static HttpResponse<byte[]> post(String path, String body) {
        return archive.send(HttpRequest.newBuilder(archive.uri(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode get(String path) {
        return json(archive.get(path));
    }

    private static JsonNode openItem(String kind, int study) {
        for (JsonNode item : get("/api/work-items?limit=1000"))
            if (item.get("kind").asString().equals(kind)
                    && item.at("/sides/0/study").asString().equals("2.25." + study)) return item;
        throw new AssertionError("no " + kind + " of 2.25." + study);
    }

    @Test
    void shouldMergePatientsAndTakeItBack() {
        store(9001, "HA1", "HOSPITAL", "Early^Ann", "19700101");
        store(9002, "HA2", "HOSPITAL", "Later^Ann", "19700101");

        JsonNode merge = json(
                post(
                        "/api/patients/merge",
                        "{\"survivor\":{\"id\":\"HA2\",\"issuer\":\"HOSPITAL\"},\"prior\":{\"id\":\"HA1\",\"issuer\":\"HOSPITAL\"}}"));

        assertThat(merge.get("state").asString()).isEqualTo("done");
        assertThat(get("/dicom-web/studies?PatientID=HA2")).hasSize(2);
        assertThat(get("/dicom-web/studies?PatientID=HA1")).isEmpty();
        JsonNode prior = get("/api/patients/HA1?issuer=HOSPITAL");
        assertThat(prior.at("/mergedInto/id").asString()).isEqualTo("HA2");
        assertThat(prior.at("/history/0/id")).isEqualTo(merge.get("id"));
        JsonNode living = get("/api/patients?id=HA1").get(0);
        assertThat(living.at("/identifier/id").asString()).isEqualTo("HA2");
        assertThat(living.get("identifiers")).hasSize(2);
        assertThat(get("/api/patients/HA2?issuer=HOSPITAL").get("studies")).hasSize(2);

        json(post("/api/reconciliations/" + merge.get("id").asString() + "/reverse", ""));

        assertThat(get("/dicom-web/studies?PatientID=HA1&PatientName=early*")).hasSize(1);
        assertThat(get("/dicom-web/studies?PatientID=HA2")).hasSize(1);
        JsonNode reversed = get("/api/reconciliations/" + merge.get("id").asString());
        assertThat(reversed.get("state").asString()).isEqualTo("reversed");
        assertThat(reversed.at("/reversed/by").asString()).isNotEmpty();
    }

    @Test
    void shouldShowAnotherPersonOfTheSameIdAndKeepThemApartUntilItIsReopened() {
        store(9011, "HB1", "HOSPITAL", "Smith^John", "19500101");
        store(9012, "HB1", "HOSPITAL", "Doe^Jane", "19800202");
        JsonNode item = openItem("another_person", 9012);
        assertThat(item.at("/sides/1/name").asString()).isEqualTo("Smith^John");
        String path = "/api/work-items/" + item.get("id").asString();

        JsonNode decided = json(post(path + "/decide", "{\"choice\":\"split\"}"));

        assertThat(decided.at("/decision/choice").asString()).isEqualTo("split");
        assertThat(get("/dicom-web/studies?PatientID=HB1")).hasSize(1);
        assertThat(get("/dicom-web/studies?PatientName=Doe%5EJane&includefield=IssuerOfPatientID")
                        .get(0)
                        .at("/00100021/Value/0")
                        .asString())
                .isEqualTo("MUNIMENT");

        json(post(path + "/reopen", ""));
        assertThat(get("/dicom-web/studies?PatientID=HB1")).hasSize(2);
        assertThat(get(path).has("decision")).isFalse();
    }

    @Test
    void shouldAssignAStudyWithoutIssuer() {
        store(9021, "HC1", "HOSPITAL", "Clear^Cut", "19700101");
        store(9022, "HC1", null, "Clear^Cut", "19700101");
        JsonNode item = openItem("missing_issuer", 9022);
        assertThat(item.at("/sides/1/identifier/issuer").asString()).isEqualTo("HOSPITAL");

        json(post("/api/work-items/" + item.get("id").asString() + "/decide", "{\"choice\":\"assign\"}"));

        JsonNode found = get("/dicom-web/studies?StudyInstanceUID=2.25.9022&includefield=IssuerOfPatientID");
        assertThat(found.get(0).at("/00100021/Value/0").asString()).isEqualTo("HOSPITAL");
        assertThat(get("/api/patients/HC1?issuer=HOSPITAL").get("studies")).hasSize(2);
    }

    @Test
    void shouldTellWhatIsWrong() {
        assertThat(archive.get("/api/patients").statusCode()).isEqualTo(400);
        assertThat(archive.get("/api/patients/NOBODY").statusCode()).isEqualTo(404);
        assertThat(archive.get("/api/work-items/1").statusCode()).isEqualTo(404);
        assertThat(post("/api/patients/merge", "{\"survivor\":{\"id\":\"A\"}}").statusCode())
                .isEqualTo(400);
        assertThat(post("/api/patients/assign", "{\"study\":\"x\",\"patient\":{\"id\":\"A\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/reconciliations/12345678-1234-1234-1234-123456789abc/reverse", "")
                        .statusCode())
                .isEqualTo(404);
        store(9031, "HD1", null, "Any^Body", "19700101");
        String item = openItem("missing_issuer", 9031).get("id").asString();
        assertThat(post("/api/work-items/" + item + "/decide", "{\"choice\":\"guess\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/work-items/" + item + "/decide", "{\"choice\":\"assign\"}")
                        .statusCode())
                .isEqualTo(400);
    }
}
