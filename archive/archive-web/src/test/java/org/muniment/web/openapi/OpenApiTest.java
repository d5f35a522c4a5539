package org.muniment.web.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.web.WebArchive;
import org.muniment.web.access.AccessConfig;
import org.muniment.web.access.AccessWeb;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description says what is there, all of it and nothing else. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @TempDir
    static Path home;

    private static WebArchive archive;
    private static JsonNode document;

    @Import(AccessWeb.class)
    static class Wiring {
        @Bean
        AccessConfig accessConfig() {
            return new AccessConfig(
                    home.resolve("users"),
                    Optional.of("the first password"),
                    new AccessConfig.Throttle(3, 10, Duration.ofMinutes(5)),
                    Optional.empty());
        }
    }

    @BeforeAll
    static void start() {
        archive = WebArchive.start(home.resolve("objects"), Wiring.class);
        String admin = Base64.getEncoder().encodeToString("admin:the first password".getBytes(UTF_8));
        document = JsonMapper.shared()
                .readTree(archive.get("/api/openapi", "Authorization", "Basic " + admin)
                        .body());
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    @Test
    void shouldDescribeEveryRouteOfOurOwn() {
        Set<String> routes = new TreeSet<>();
        archive.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> {
                    for (String path : mapping.getPatternValues()) {
                        if (!path.startsWith("/api/")) continue;
                        mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method.name().toLowerCase(Locale.ROOT) + " " + path));
                    }
                });
        Set<String> described = new TreeSet<>();
        document.get("paths").forEachEntry((path, item) -> item.propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(method + " " + path)));

        assertThat(described).isEqualTo(routes).contains("get /api/openapi");
    }

    @Test
    void shouldReferOnlyToWhatItDefines() {
        List<String> references = new ArrayList<>();
        document.findValuesAsString("$ref", references);

        assertThat(document.get("openapi").asString()).startsWith("3.");
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }
}
