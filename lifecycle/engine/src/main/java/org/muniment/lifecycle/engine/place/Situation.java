package org.muniment.lifecycle.engine.place;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;

/** A study, its copies, and what is to become of them, as it was found. */
public record Situation(
        StudyLines lines, StudyFacts facts, Verdict verdict, Collection<Hold> holds, Map<String, Integer> wanted) {

    public Situation {
        Objects.requireNonNull(lines);
        Objects.requireNonNull(facts);
        Objects.requireNonNull(verdict);
        Objects.requireNonNull(holds);
        Objects.requireNonNull(wanted);
    }
}
