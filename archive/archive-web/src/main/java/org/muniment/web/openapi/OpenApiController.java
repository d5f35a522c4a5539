package org.muniment.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Describes the archive's own interface by OpenAPI: {@code openapi.yaml} beside this class, kept by hand and tested against the routes. */
@RestController
final class OpenApiController {

    private final Map<String, Object> document = read();

    private static Map<String, Object> read() {
        try (InputStream in = OpenApiController.class.getResourceAsStream("openapi.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping(path = "/api/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> describe() {
        return document;
    }
}
