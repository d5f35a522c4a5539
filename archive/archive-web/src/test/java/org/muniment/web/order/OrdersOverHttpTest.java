package org.muniment.web.order;

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
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.order.OrderService;
import org.muniment.dicom.TransferSyntax;
import org.muniment.web.SampleDataSet;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders as administrators see them, and what they decide of studies. */
class OrdersOverHttpTest {

    private static final String STUDY_ORDER = "/api/studies/2.25.1/order";

    @TempDir
    static Path home;

    private static WebArchive archive;
    private static ImagingOrder order;

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"));
        archive.store(SampleDataSet.ct(1, 1, 1), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        order = archive.bean(OrderService.class)
                .apply(
                        SampleOrder.next().change(OrderChange.Control.NEW, SampleOrder.TOLD),
                        new Provenance("RIS", "M1", SampleOrder.TOLD));
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void shouldFindAnOrderByEachOfItsNumbers() {
        for (String query : new String[] {
            "accession=" + order.accession().number(),
            "placer=" + order.placer().number(),
            "filler=" + order.filler().number(),
            "study=" + order.study()
        }) {
            JsonNode found = json(archive.get("/api/orders?" + query));
            assertThat(found.size()).as(query).isEqualTo(1);
            assertThat(found.at("/0/id").asString()).isEqualTo(order.id().toString());
        }
        JsonNode shown = json(archive.get("/api/orders/" + order.id()));
        assertThat(shown.at("/status").asString()).isEqualTo("scheduled");
        assertThat(shown.at("/steps/0/start").asString()).startsWith("2024-03-04T09:30");
    }

    @Test
    void shouldSayWhatIsNotThereAndWhatIsNotAsked() {
        assertThat(archive.get("/api/orders").statusCode()).isEqualTo(400);
        assertThat(archive.get("/api/orders?placer=1&filler=2").statusCode()).isEqualTo(400);
        assertThat(archive.get("/api/orders/none").statusCode()).isEqualTo(404);
        assertThat(archive.get("/api/studies/2.25.99/order").statusCode()).isEqualTo(404);
        assertThat(put("{\"order\": \"none\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldLetAPersonDecideWhichOrderAStudyIsOfAndTakeItBack() {
        assertThat(json(archive.get(STUDY_ORDER)).at("/order/id").asString("")).isEmpty();
        JsonNode linked = json(put("{\"order\": \"" + order.id() + "\"}"));
        assertThat(linked.at("/order/id").asString()).isEqualTo(order.id().toString());
        assertThat(json(archive.get(STUDY_ORDER))).isEqualTo(linked);

        JsonNode back = json(
                archive.send(HttpRequest.newBuilder(archive.uri(STUDY_ORDER)).DELETE()));
        assertThat(back.at("/order/id").asString("")).isEmpty();
    }

    private static HttpResponse<byte[]> put(String body) {
        return archive.send(HttpRequest.newBuilder(archive.uri(STUDY_ORDER))
                .PUT(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }
}
