package org.muniment.lifecycle.policy.retention;

import java.util.List;
import org.muniment.lifecycle.policy.facts.ClockReading;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.facts.StudyClock;
import org.muniment.lifecycle.policy.retention.KeepUntil.Due;
import org.muniment.lifecycle.policy.retention.KeepUntil.Pending;
import org.muniment.lifecycle.policy.retention.KeepUntil.Undetermined;

/** How a rule computes its date. Whatever is built of these, a later date of any clock never makes the result earlier. */
public sealed interface Expression {

    Branch evaluate(Evidence evidence);

    /** @param leftOut whether a clock that has not begun is left out of what it is a branch of; else it keeps the study */
    record After(ClockReading clock, Span span, boolean leftOut) implements Expression {
        @Override
        public Branch evaluate(Evidence evidence) {
            return evidence.date(clock)
                    .fold(
                            date -> new Branch(
                                    clock + " " + date + " plus " + span, new Due(span.after(date)), List.of()),
                            () -> new Branch(clock + " plus " + span, new Pending("no " + clock, leftOut), List.of()),
                            why -> new Branch(
                                    clock + " plus " + span,
                                    new Undetermined(clock + " is unknown (" + why + ")"),
                                    List.of()));
        }
    }

    /** The day the patient completes so many years; of who was born on 29 February that is 1 March in other years. */
    record Birthday(int years) implements Expression {

        public Birthday {
            if (years < 1 || years > 150) throw new IllegalArgumentException("no birthday " + years);
        }

        @Override
        public Branch evaluate(Evidence evidence) {
            Branch branch = new After(ClockReading.of(StudyClock.BIRTH), Span.ofYears(years), false).evaluate(evidence);
            return new Branch("birthday " + years + " (" + branch.what() + ")", branch.until(), List.of());
        }
    }

    record Never() implements Expression {
        @Override
        public Branch evaluate(Evidence evidence) {
            return new Branch("for good", new KeepUntil.Never(), List.of());
        }
    }

    record LaterOf(List<Expression> parts) implements Expression {

        public LaterOf {
            parts = atLeastOne(parts);
        }

        @Override
        public Branch evaluate(Evidence evidence) {
            List<Branch> branches = evaluateAll(parts, evidence);
            return new Branch("later of", KeepUntil.laterOf(untils(branches)), branches);
        }
    }

    record EarlierOf(List<Expression> parts) implements Expression {

        public EarlierOf {
            parts = atLeastOne(parts);
        }

        @Override
        public Branch evaluate(Evidence evidence) {
            List<Branch> branches = evaluateAll(parts, evidence);
            return new Branch("earlier of", KeepUntil.earlierOf(untils(branches)), branches);
        }
    }

    private static List<Expression> atLeastOne(List<Expression> parts) {
        if (parts.isEmpty()) throw new IllegalArgumentException("the later or earlier of nothing");
        return List.copyOf(parts);
    }

    private static List<Branch> evaluateAll(List<Expression> parts, Evidence evidence) {
        return parts.stream().map(part -> part.evaluate(evidence)).toList();
    }

    private static List<KeepUntil> untils(List<Branch> branches) {
        return branches.stream().map(Branch::until).toList();
    }
}
