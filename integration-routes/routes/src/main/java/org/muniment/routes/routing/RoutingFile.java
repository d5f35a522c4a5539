package org.muniment.routes.routing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.core.coerce.Condition;
import org.muniment.routes.source.ConditionReader;
import org.muniment.routes.source.YamlMap;

/** Reads one {@link Routing} from YAML; whatever is wrong is told with the name of the key. */
final class RoutingFile {

    private static final int DEFAULT_PRIORS = 3;
    private static final int MOST_PRIORS = 50;

    private RoutingFile() {}

    /** @throws IllegalArgumentException where the file can't be read or is wrong; the message names it */
    static Routing read(Path file) {
        try {
            String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
            return read(
                    name,
                    YamlMap.parse(Files.readString(file)),
                    file.toAbsolutePath().getParent());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Routing read(String name, YamlMap file, Path directory) throws IOException {
        file.requireOnly(Set.of("ae", "stow", "user", "passwordFile", "route", "prefetch"));
        List<Routing.Rule> rules = new ArrayList<>();
        for (YamlMap rule : file.maps("route")) rules.add(rule(rules.size() + 1, rule));
        return new Routing(
                name,
                target(file, directory),
                rules,
                file.maps("prefetch").stream().map(RoutingFile::prefetch).toList());
    }

    private static Routing.Target target(YamlMap file, Path directory) throws IOException {
        if (file.has("ae") == file.has("stow"))
            throw new IllegalArgumentException("a destination is either ae or stow");
        if (file.has("ae")) return new Routing.ToAe(file.requiredText("ae"));
        URI studies = URI.create(file.requiredText("stow"));
        if (!String.valueOf(studies.getScheme()).matches("https?") || studies.getHost() == null)
            throw new IllegalArgumentException("stow is not the address of a web service");
        return new Routing.ToStow(studies, authorization(file, directory));
    }

    private static Optional<String> authorization(YamlMap file, Path directory) throws IOException {
        if (!file.has("user")) return Optional.empty();
        String password = Files.readString(directory.resolve(file.requiredText("passwordFile")))
                .strip();
        String both = file.requiredText("user") + ":" + password;
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    private static Routing.Rule rule(int number, YamlMap rule) {
        rule.requireOnly(Set.of("rule", "when", "days", "from", "to"));
        return new Routing.Rule(rule.text("rule").orElse("rule " + number), when(rule), window(rule));
    }

    private static Condition when(YamlMap rule) {
        Condition when = rule.has("when") ? ConditionReader.read(rule.map("when")) : Condition.ALWAYS;
        requireIndexed(when);
        return when;
    }

    /** Rules are about what the index says: no object is opened to see where it goes. */
    private static void requireIndexed(Condition condition) {
        if (condition instanceof Condition.All all) all.conditions().forEach(RoutingFile::requireIndexed);
        else if (condition instanceof Condition.Any any) any.conditions().forEach(RoutingFile::requireIndexed);
        else if (condition instanceof Condition.Not not) requireIndexed(not.condition());
        else if (condition instanceof Condition.OfAttribute of
                && !isIndexed(of.path().rootTag()))
            throw new IllegalArgumentException(of.path() + " is not kept in the index, so nothing is routed by it");
    }

    private static boolean isIndexed(int tag) {
        return QueryableAttributes.PATIENT.contains(tag)
                || QueryableAttributes.STUDY.contains(tag)
                || QueryableAttributes.SERIES.contains(tag)
                || QueryableAttributes.INSTANCE.contains(tag);
    }

    private static ArrivalWindow window(YamlMap rule) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : rule.texts("days")) days.add(day(day));
        if (days.isEmpty()) days = EnumSet.allOf(DayOfWeek.class);
        if (rule.has("from") != rule.has("to")) throw new IllegalArgumentException("from and to belong together");
        return new ArrivalWindow(days, time(rule, "from"), time(rule, "to"));
    }

    private static DayOfWeek day(String word) {
        for (DayOfWeek day : DayOfWeek.values())
            if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(word)) return day;
        throw new IllegalArgumentException("days has '" + word + "', not one of mon, tue, wed, thu, fri, sat, sun");
    }

    private static LocalTime time(YamlMap rule, String key) {
        try {
            return rule.text(key).map(LocalTime::parse).orElse(LocalTime.MIN);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(key + " is not a time like '07:30', in quotes", e);
        }
    }

    private static Routing.Prefetch prefetch(YamlMap prefetch) {
        prefetch.requireOnly(Set.of("when", "priors"));
        String priors = prefetch.text("priors").orElse(String.valueOf(DEFAULT_PRIORS));
        if (!priors.matches("[1-9][0-9]?") || Integer.parseInt(priors) > MOST_PRIORS)
            throw new IllegalArgumentException("priors is not 1 to " + MOST_PRIORS);
        return new Routing.Prefetch(when(prefetch), Integer.parseInt(priors));
    }
}
