package org.muniment.web.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.web.WebArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastOverHttpTest {

    @TempDir
    Path home;

    @Test
    void shouldTellEachMonthAndWhatItAssumes() {
        try (WebArchive archive = WebArchive.start(home)) {
            JsonNode forecast = JsonMapper.shared()
                    .readTree(archive.get("/api/lifecycle/forecast?years=2&arrivals=none")
                            .body());
            assertThat(forecast.at("/months").size()).isEqualTo(24);
            assertThat(forecast.at("/months/0/month").asString()).matches("20\\d\\d-\\d\\d");
            assertThat(forecast.at("/months/0/destroyed").asInt(-1)).isZero();
            assertThat(forecast.at("/studies").asInt(-1)).isZero();
            assertThat(forecast.at("/assumptions").toString()).contains("No study comes.");
            for (String query : List.of("years=0", "years=101", "sample=0", "sample=20001", "arrivals=many"))
                assertThat(archive.get("/api/lifecycle/forecast?" + query).statusCode())
                        .as(query)
                        .isEqualTo(400);
        }
    }
}
