package org.muniment.lifecycle.policy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** What must be so of any facts: some thousands of random ones, the same each time. */
class RetentionPropertyTest {

    private static final LocalDate TODAY = LocalDate.of(2060, 1, 1);
    private static final int ROUNDS = 500;
    private static final List<String> CLOCKS = List.of(
            "studyDate",
            "lastSeen",
            "lastExamOfKind",
            "lastTreatment",
            "discharge",
            "received",
            "lastViewed",
            "lastChange",
            "lastInEffect",
            "birth",
            "death");
    /** The law itself ends a mammogram's ten years early when the patient comes back. */
    private static final String SHORTENED_BY_LATER_FACTS = "us-mammography";

    private final Random random = new Random(5);

    @Test
    void shouldNeverBeDueEarlierForALaterDateWhateverTheOperators() {
        for (int i = 0; i < ROUNDS; i++) {
            Expression expression = ExpressionReader.read(YamlMap.parse(expression(3)));
            Map<String, String> before = facts();
            Map<String, String> after = withALaterDate(before);
            LocalDate due = rank(expression, before);
            assertThat(rank(expression, after))
                    .as("%s of %s, then %s", expression, before, after)
                    .isAfterOrEqualTo(due);
        }
    }

    @Test
    void shouldNeverBeDueEarlierForALaterDateUnderTheSamples() {
        List<RetentionPolicy> policies = Samples.readAll().stream()
                .filter(policy -> !policy.version().name().equals(SHORTENED_BY_LATER_FACTS))
                .toList();
        RetentionPolicies all = Samples.inForce(policies);
        int compared = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, String> before = facts();
            Map<String, String> after = withALaterDate(before);
            RetentionDecision earlier = all.decide(read(before), TODAY);
            RetentionDecision later = all.decide(read(after), TODAY);
            if (earlier.until().dueDate().isPresent()) compared++;
            assertThat(rank(later.until())).as("%s, then %s", before, after).isAfterOrEqualTo(rank(earlier.until()));
        }
        assertThat(compared).isGreaterThan(ROUNDS / 4);
    }

    @Test
    void shouldNeverBeDueEarlierForKnowingLess() {
        RetentionPolicies all = Samples.inForce(Samples.readAll());
        int hidden = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, String> full = facts();
            Map<String, String> less = new TreeMap<>(full);
            less.remove(List.copyOf(full.keySet()).get(random.nextInt(full.size())));
            RetentionDecision known = all.decide(read(full), TODAY);
            RetentionDecision guessed = all.decide(read(less), TODAY);
            if (!guessed.until().equals(known.until())) hidden++;
            assertThat(rank(guessed.until())).as("%s, then %s", full, less).isAfterOrEqualTo(rank(known.until()));
        }
        assertThat(hidden).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void shouldNeverBeDueEarlierForAnotherPolicyInForce() {
        List<RetentionPolicy> samples = Samples.readAll();
        for (int i = 0; i < ROUNDS / 5; i++) {
            List<RetentionPolicy> some =
                    samples.stream().filter(policy -> random.nextBoolean()).toList();
            StudyFacts facts = read(facts());
            RetentionDecision fewer = Samples.inForce(some).decide(facts, TODAY);
            if (fewer.outcomes().isEmpty()) continue;
            assertThat(rank(Samples.inForce(samples).decide(facts, TODAY).until()))
                    .isAfterOrEqualTo(rank(fewer.until()));
        }
    }

    private static LocalDate rank(Expression expression, Map<String, String> facts) {
        return rank(expression.evaluate(new Evidence(read(facts), TODAY)).until());
    }

    private static LocalDate rank(KeepUntil until) {
        return until.dueDate().orElse(LocalDate.MAX);
    }

    private static StudyFacts read(Map<String, String> facts) {
        return Facts.of(facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining(", ")));
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("facility", oneOf("example-us", "example-alaska", "example-de", "example-england", "example-nl"));
        facts.put("modality", oneOf("CT", "MG", "RTPLAN", "DOC", "[CT, SR]"));
        facts.put("department", oneOf("radiology", "radiotherapy", "breast-screening", "compliance"));
        facts.put("imported", oneOf("true", "false", "false", "false"));
        facts.put("diagnoses", oneOf("none", "[{system: ICD-10, code: C50.9, date: " + date(1990, 2040) + "}]"));
        facts.put("procedures", oneOf("none", "[{system: OPCS-4, code: M01.2, date: " + date(1990, 2040) + "}]"));
        for (String clock : CLOCKS) facts.put(clock, oneOf("none", date(1990, 2040), date(1990, 2040)));
        facts.put("studyDate", date(1990, 2040));
        facts.put("received", date(1990, 2040));
        facts.put("birth", oneOf(date(1930, 2030), "1996-02-29"));
        // Before the study it would be taken for unknown, and a later one for known.
        facts.put("death", oneOf("none", date(2041, 2050)));
        return facts;
    }

    private Map<String, String> withALaterDate(Map<String, String> facts) {
        Map<String, String> later = new TreeMap<>(facts);
        String clock = CLOCKS.get(random.nextInt(CLOCKS.size()));
        later.computeIfPresent(
                clock,
                (key, date) -> date.equals("none")
                        ? date
                        : LocalDate.parse(date).plusDays(random.nextInt(3000)).toString());
        return later;
    }

    private String expression(int depth) {
        if (depth > 0 && random.nextBoolean())
            return "{" + oneOf("laterOf", "earlierOf") + ": ["
                    + Stream.generate(() -> expression(depth - 1))
                            .limit(1 + random.nextInt(3))
                            .collect(Collectors.joining(", "))
                    + "]}";
        return switch (random.nextInt(8)) {
            case 0 -> "{never: true}";
            case 1 -> "{birthday: " + (1 + random.nextInt(40)) + "}";
            default -> "{clock: " + CLOCKS.get(random.nextInt(CLOCKS.size())) + ", plus: " + random.nextInt(400)
                    + oneOf("d", "m") + ", ifNone: " + oneOf("keep", "leaveOut") + "}";
        };
    }

    private String date(int from, int to) {
        return LocalDate.ofYearDay(from, 1)
                .plusDays(random.nextInt(365 * (to - from)))
                .toString();
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
