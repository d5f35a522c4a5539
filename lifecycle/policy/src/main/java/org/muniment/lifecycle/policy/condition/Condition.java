package org.muniment.lifecycle.policy.condition;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.muniment.lifecycle.policy.facts.ClockReading;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.Origin;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.facts.StudyClock;

/** When a policy or a rule applies. */
public sealed interface Condition {

    Truth test(Evidence evidence);

    /** Asks no further than it must: a fact that decides nothing is no input of the decision, and its change no reason to decide again. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            Truth all = Truth.TRUE;
            for (Condition part : parts) {
                Truth one = part.test(evidence);
                if (one == Truth.FALSE) return one;
                if (one == Truth.UNKNOWN) all = one;
            }
            return all;
        }
    }

    /** Asks no further than it must. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            Truth any = Truth.FALSE;
            for (Condition part : parts) {
                Truth one = part.test(evidence);
                if (one == Truth.TRUE) return one;
                if (one == Truth.UNKNOWN) any = one;
            }
            return any;
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return part.test(evidence).negated();
        }
    }

    /** At least one of the values. */
    record TextIs(TextFact fact, Set<String> values) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(fact.read(evidence), texts -> texts.stream().anyMatch(values::contains));
        }
    }

    record Imported() implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.origin("imported", origin -> origin.imported()), imported -> imported);
        }
    }

    record Deceased() implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.date(ClockReading.of(StudyClock.DEATH)), death -> true);
        }
    }

    /** The patient had another exam of this kind at the facility after this study. */
    record LaterExamOfKind() implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            Fact<LocalDate> last = evidence.date(ClockReading.of(StudyClock.LAST_EXAM_OF_KIND));
            Fact<LocalDate> study = evidence.date(ClockReading.of(StudyClock.STUDY_DATE));
            return Truth.of(study.then(date -> last.then(other -> Fact.of(other.isAfter(date)))), later -> later);
        }
    }

    /** The patient's age in completed years at a date. @param below not included */
    record AgeAt(ClockReading clock, int from, int below) implements Condition {

        public AgeAt {
            if (from < 0 || from >= below)
                throw new IllegalArgumentException("no age is from " + from + " below " + below);
        }

        @Override
        public Truth test(Evidence evidence) {
            Fact<LocalDate> birth = evidence.date(ClockReading.of(StudyClock.BIRTH));
            Fact<LocalDate> at = evidence.date(clock);
            return Truth.of(birth.then(born -> at.then(date -> Fact.of(isWithin(born, date)))), within -> within);
        }

        /** Who was examined before birth is below any age. */
        private boolean isWithin(LocalDate born, LocalDate date) {
            boolean oldEnough = from == 0 || !date.isBefore(Span.ofYears(from).after(born));
            return oldEnough && date.isBefore(Span.ofYears(below).after(born));
        }
    }

    /** The patient has one of the diagnoses or had one of the procedures. */
    record Coded(ClockReading clock) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.date(clock), date -> true);
        }
    }

    /** Both days included. */
    record Between(ClockReading clock, LocalDate from, LocalDate to) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.date(clock), date -> !date.isBefore(from) && !date.isAfter(to));
        }
    }

    /** The date is less than this long ago. */
    record Within(ClockReading clock, Span last) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.date(clock), date -> {
                LocalDate end = last.after(date);
                evidence.changesOn(end);
                return end.isAfter(evidence.today());
            });
        }
    }

    record LargerThan(long bytes) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.size() > bytes);
        }
    }

    record FullerThan(String tier, int percent) implements Condition {
        @Override
        public Truth test(Evidence evidence) {
            return Truth.of(evidence.fillPercent(tier), fill -> fill > percent);
        }
    }

    /** Texts a condition may compare; exactly as written. */
    enum TextFact {
        MODALITY("modality", (evidence, key) -> evidence.origin(key, Origin::modalities)),
        BODY_PART("bodyPart", (evidence, key) -> one(evidence.origin(key, Origin::bodyPart))),
        DEPARTMENT("department", (evidence, key) -> one(evidence.origin(key, Origin::department))),
        SOURCE("source", (evidence, key) -> one(evidence.origin(key, Origin::source))),
        FACILITY("facility", (evidence, key) -> one(evidence.origin(key, Origin::facility)));

        private final String key;
        private final BiFunction<Evidence, String, Fact<Set<String>>> texts;

        TextFact(String key, BiFunction<Evidence, String, Fact<Set<String>>> texts) {
            this.key = key;
            this.texts = texts;
        }

        /** Its name in policy files. */
        public String key() {
            return key;
        }

        Fact<Set<String>> read(Evidence evidence) {
            return texts.apply(evidence, key);
        }

        private static Fact<Set<String>> one(Fact<String> text) {
            return text.then(value -> Fact.of(Set.of(value)));
        }
    }
}
