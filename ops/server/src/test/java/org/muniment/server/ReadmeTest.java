package org.muniment.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of where to change what names only what is there. */
class ReadmeTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern CLASS = Pattern.compile("`(?:[^`]*/)?([A-Z]\\w+)`");
    private static final Pattern MODULE =
            Pattern.compile("`((?:archive|integration-routes|lifecycle|ops|config)/[\\w.-]+)[^`]*`");

    @Test
    void shouldNameOnlyWhatIsThere() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String table = readme.substring(readme.indexOf("| to change |"), readme.indexOf("## Why the DICOM toolkit"));
        Set<String> sources;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
        assertThat(all(CLASS, table)).hasSizeGreaterThan(8).allMatch(name -> sources.contains(name + ".java"));
        assertThat(all(MODULE, table))
                .hasSizeGreaterThan(5)
                .allMatch(path -> Files.exists(ROOT.resolve(path)) || path.endsWith("-"));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .distinct()
                .toList();
    }
}
