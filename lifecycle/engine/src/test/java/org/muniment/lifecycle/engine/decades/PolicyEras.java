package org.muniment.lifecycle.engine.decades;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.muniment.lifecycle.engine.place.LifecycleRules;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicyReader;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicyReader;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyBook;

/** The samples and some policies of our own, new versions of which come into force over the years. */
final class PolicyEras {

    /** Odd ones, for what the samples don't use. */
    private static final String RESEARCH =
            """
            name: research
            version: 1
            mandate: made up
            citation: made up
            appliesTo: { department: research }
            rules:
              - name: collection
                when: { bodyPart: [SKULL], between: { clock: studyDate, from: 2003-02-28, to: 2004-02-29 } }
                keepUntil: { never: true }
              - name: the earlier
                when: { any: [{ deceased: true }, { bodyPart: HEAD }] }
                keepUntil:
                  earlierOf:
                    - { clock: received, plus: 3y 1m 5d }
                    - { laterOf: [{ clock: death, plus: 1y 6m, ifNone: leaveOut }, { clock: lastViewed, plus: 18m }] }
              - name: others
                keepUntil:
                  earlierOf:
                    - { clock: lastChange, plus: 40m }
                    - { clock: death, plus: 30d, ifNone: leaveOut }
            """;

    private static final String ELSEWHERE =
            """
            name: elsewhere
            version: 1
            mandate: made up
            citation: made up
            appliesTo: { facility: elsewhere, not: { any: [{ imported: true }, { modality: [MG, SM] }] } }
            rules:
              - name: months
                when: { not: { department: [cardiology, research] } }
                keepUntil: { clock: studyDate, plus: 31m }
              - name: years
                keepUntil: { laterOf: [{ clock: studyDate, plus: 6y }, { birthday: 30 }] }
            """;

    /** Text, by name. */
    private final Map<String, String> placement = new TreeMap<>();

    private final Map<String, String> retention = new TreeMap<>();
    private final Path directory;

    PolicyEras(Path directory) {
        this.directory = directory;
        for (Path file : NaiveModelTest.samples("placement")) add(placement, NaiveModelTest.text(file));
        for (Path file : NaiveModelTest.samples("retention")) add(retention, NaiveModelTest.text(file));
        add(retention, RESEARCH);
        add(retention, ELSEWHERE);
    }

    private static void add(Map<String, String> to, String text) {
        String plain = text.replaceFirst("(?s)\nexamples:\n.*", "\n");
        to.put((String) NaiveModel.parse(plain).get("name"), plain);
    }

    /** What is in force from a day on; empty where nothing changes on it. */
    boolean changes(LocalDate day) {
        switch (day.toString()) {
            case "2000-01-01" -> {}
            case "2004-05-01" -> next(retention, "us-hospital-imaging", "plus: 5y", "plus: 7y");
            case "2008-01-01" -> next(retention, "netherlands", "plus: 20y", "plus: 15y");
            case "2010-03-01" -> next(
                    placement,
                    "hot-warm-cold",
                    "within: { clock: studyDate, last: 24m }",
                    "within: { clock: studyDate, last: 18m }");
            case "2014-02-28" -> next(retention, "england-child", "birthday: 25", "birthday: 23");
            case "2016-07-01" -> retention.remove("imported");
            case "2019-01-01" -> next(retention, "research", "plus: 40m", "plus: 20m");
            case "2020-01-01" -> next(retention, "netherlands", "plus: 15y", "plus: 20y");
            case "2024-06-01" -> next(placement, "by-department", "last: 5y", "last: 3y");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void next(Map<String, String> of, String name, String from, String to) {
        String text = of.get(name);
        int version = (Integer) NaiveModel.parse(text).get("version");
        String changed = text.replace(from, to).replace("\nversion: " + version, "\nversion: " + (version + 1));
        if (changed.equals(text)) throw new IllegalStateException(name + " has no " + from);
        of.put(name, changed);
    }

    NaiveModel naive() {
        return new NaiveModel(List.copyOf(placement.values()), List.copyOf(retention.values()));
    }

    record InForce(LifecycleRules rules, PlacementPolicies placement, RetentionPolicies retention) {}

    InForce real() {
        PlacementPolicies where = new PlacementPolicies(book(placement, PlacementPolicyReader::read));
        RetentionPolicies until = new RetentionPolicies(book(retention, RetentionPolicyReader::read));
        return new InForce(new LifecycleRules(where, until), where, until);
    }

    private <P extends Policy> PolicyBook<P> book(Map<String, String> texts, Function<Path, P> reader) {
        List<P> policies = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet())
            try {
                policies.add(
                        reader.apply(Files.writeString(directory.resolve(text.getKey() + ".yaml"), text.getValue())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        List<Activation> activations = policies.stream()
                .map(policy -> new Activation(policy.version(), true, "officer", Instant.EPOCH))
                .toList();
        return new PolicyBook<>(policies, activations);
    }
}
