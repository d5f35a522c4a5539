package org.muniment.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.server.config.IndexSettings.Backend;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.unit.DataSize;

class MunimentConfigTest {
    private static final Path REFERENCE = Path.of("../../config/reference-muniment.yaml");

    @Test
    void shouldHaveADefaultForEachKey() {
        MunimentConfig config = bind();

        assertThat(config.server().aet()).isEqualTo("MUNIMENT");
        assertThat(config.server().home()).isAbsolute().endsWithRaw(Path.of("data"));
        assertThat(config.dicom().bind()).isEqualTo("127.0.0.1");
        assertThat(config.dicom().maxPduLength()).isEqualTo(DataSize.ofKilobytes(128));
        assertThat(config.dicom().acceptUnknownSources()).isFalse();
        assertThat(config.index().backend()).isEqualTo(Backend.EMBEDDED);
    }

    @Test
    void shouldTakeWhatIsSet() {
        MunimentConfig config = bind(
                "--muniment.dicom.idle-timeout=5m",
                "--muniment.index.backend=external",
                "--muniment.index.external.contact-points=a:9042,b:9043");

        assertThat(config.dicom().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.index().external().contactPoints()).containsExactly("a:9042", "b:9043");
    }

    @Nested
    class ShouldRefuseToStart {
        @Test
        void onAKeyNoRecordKnows() {
            assertRefused("muniment.dicom.prot", "--muniment.dicom.prot=104");
            assertRefused("muniment.dcom.port", "--muniment.dcom.port=104");
            assertRefused("muniment.index.embedded.heap", "--muniment.index.embedded.heap=1GB");
        }

        @Test
        void onAValueOutOfRange() {
            assertRefused("server.aet", "--muniment.server.aet=SEVENTEEN_LETTERS");
            assertRefused("server.aet", "--muniment.server.aet=BACK\\SLASH");
            assertRefused("dicom.port", "--muniment.dicom.port=70000");
            assertRefused("max-pdu-length must be", "--muniment.dicom.max-pdu-length=2MB");
            assertRefused("dicom.idleTimeout", "--muniment.dicom.idle-timeout=-1s");
            assertRefused("index.embedded.heapMegabytes", "--muniment.index.embedded.heap-megabytes=64");
        }

        @Test
        void onAValueOfAnotherKind() {
            assertRefused("muniment.index.consistency", "--muniment.index.consistency=one");
            assertRefused("muniment.dicom.idle-timeout", "--muniment.dicom.idle-timeout=soon");
        }

        @Test
        void onAnExternalIndexWithoutANode() {
            assertRefused("contact-points must name a node", "--muniment.index.backend=external");
            assertRefused(
                    "must be host:port",
                    "--muniment.index.backend=external",
                    "--muniment.index.external.contact-points=somewhere");
        }

        private void assertRefused(String named, String... properties) {
            assertThatThrownBy(() -> bind(properties))
                    .satisfies(thrown -> assertThat(messages(thrown)).contains(named));
        }

        private String messages(Throwable thrown) {
            return Stream.of(thrown, thrown.getCause(), NestedExceptionUtils.getMostSpecificCause(thrown))
                    .map(String::valueOf)
                    .reduce("", String::concat);
        }
    }

    @Nested
    class ReferenceFile {
        @Test
        void shouldNameEachKey() throws IOException {
            assertThat(new TreeSet<>(keysOfReference()))
                    .containsExactlyElementsOf(new TreeSet<>(keysOf("muniment", MunimentConfig.class)));
        }

        @Test
        void shouldShowTheDefaults() {
            assertThat(bind("--spring.config.additional-location=file:" + REFERENCE.toAbsolutePath()))
                    .isEqualTo(bind());
        }

        @Test
        void shouldExplainEachKey() throws IOException {
            List<String> lines = Files.readAllLines(REFERENCE);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches(" +[a-z0-9-]+:.*")) {
                    assertThat(lines.get(i - 1).strip())
                            .as("line above '%s'", lines.get(i))
                            .startsWith("#");
                }
            }
        }

        private static List<String> keysOfReference() throws IOException {
            return new YamlPropertySourceLoader()
                    .load("reference", new FileSystemResource(REFERENCE)).stream()
                            .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                            .toList();
        }

        /** Kebab-case names of all record components, as Spring binds them. */
        private static List<String> keysOf(String prefix, Class<?> type) {
            List<String> keys = new ArrayList<>();
            for (var component : type.getRecordComponents()) {
                String key = prefix + "." + kebab(component.getName());
                if (component.getType().isRecord()) {
                    keys.addAll(keysOf(key, component.getType()));
                } else {
                    keys.add(key);
                }
            }
            return keys;
        }

        private static String kebab(String camelCase) {
            String kebab = camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            return ConfigurationPropertyName.of(kebab).toString();
        }
    }

    private static MunimentConfig bind(String... properties) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Binding.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(properties)) {
            return context.getBean(MunimentConfig.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MunimentConfig.class)
    static class Binding {}
}
