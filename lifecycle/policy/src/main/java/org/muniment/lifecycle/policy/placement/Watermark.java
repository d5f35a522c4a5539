package org.muniment.lifecycle.policy.placement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muniment.lifecycle.policy.facts.ClockReading;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.Span;
import org.muniment.lifecycle.policy.facts.StudyClock;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;

/**
 * When a tier is too full for the rules' wishes: above {@code high} studies move down before their time, until it is at {@code low}.
 *
 * @param high in percent
 * @param low in percent
 * @param moveTo the tier they go to
 * @param sparing studies viewed or received within this span stay; who was looked at would come back at once
 * @param first which go first
 */
public record Watermark(int high, int low, String moveTo, Span sparing, Order first) {

    /** Studies that equal each other in it go by their UIDs, so that a repeated run picks the same. */
    public enum Order {
        /** Not viewed for the longest time; those never viewed count from their arrival. */
        LEAST_RECENTLY_VIEWED("leastRecentlyViewed"),
        OLDEST("oldest"),
        LARGEST("largest");

        private final String key;

        Order(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    private record Candidate(StudyFacts facts, LocalDate used, LocalDate study) {}

    public Watermark {
        if (low < 0 || low >= high || high > 100)
            throw new IllegalArgumentException("watermarks are " + high + " and " + low);
    }

    /**
     * Which studies leave a tier before their time, in this order; none below the high mark. Fewer than needed where all others are spared.
     *
     * @param onTier studies with a copy there; those with unknown dates stay
     */
    public List<StudyFacts> toMoveDown(TierState tier, Collection<StudyFacts> onTier, LocalDate today) {
        if (tier.fillPercent() <= high) return List.of();
        long excess = tier.used() - (long) (tier.capacity() * (low / 100.0));
        List<StudyFacts> leaving = new ArrayList<>();
        for (Candidate candidate : candidates(onTier, today)) {
            if (excess <= 0) break;
            leaving.add(candidate.facts());
            excess -= candidate.facts().storage().size();
        }
        return leaving;
    }

    /** Until when a study is spared; empty where its dates are not known, and it stays where it is. */
    public Optional<LocalDate> sparedUntil(StudyFacts facts, LocalDate today) {
        return candidate(facts, today).stream()
                .map(candidate -> sparing.after(candidate.used()))
                .findFirst();
    }

    private List<Candidate> candidates(Collection<StudyFacts> onTier, LocalDate today) {
        return onTier.stream()
                .flatMap(facts -> candidate(facts, today).stream())
                .filter(candidate -> !sparing.after(candidate.used()).isAfter(today))
                .sorted(order().thenComparing(candidate -> candidate.facts().study()))
                .toList();
    }

    private static List<Candidate> candidate(StudyFacts facts, LocalDate today) {
        Evidence evidence = new Evidence(facts, today);
        Fact<LocalDate> received = evidence.date(ClockReading.of(StudyClock.RECEIVED));
        Fact<LocalDate> viewed = evidence.date(ClockReading.of(StudyClock.LAST_VIEWED));
        Fact<LocalDate> study = evidence.date(ClockReading.of(StudyClock.STUDY_DATE));
        Fact<Candidate> candidate = study.then(made -> received.then(came -> viewed.orElse(() -> received)
                .then(seen -> Fact.of(new Candidate(facts, seen.isBefore(came) ? came : seen, made)))));
        return candidate.fold(List::of, List::of, why -> List.of());
    }

    private Comparator<Candidate> order() {
        return switch (first) {
            case LEAST_RECENTLY_VIEWED -> Comparator.comparing(Candidate::used);
            case OLDEST -> Comparator.comparing(Candidate::study);
            case LARGEST -> Comparator.comparing(
                    candidate -> -candidate.facts().storage().size());
        };
    }
}
