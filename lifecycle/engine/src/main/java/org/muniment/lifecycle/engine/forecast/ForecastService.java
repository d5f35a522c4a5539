package org.muniment.lifecycle.engine.forecast;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.place.LifecycleRules;
import org.muniment.lifecycle.engine.place.Verdict;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;

/**
 * Lets time pass for a sample of the studies, from each day on which the rules say something else to the next, by the same rules that decide in earnest. What
 * it holds are the names of the sample and a number for each month and tier, whatever the archive holds; the names of all studies are read once.
 */
public final class ForecastService {

    /** As one more, and the time it takes is that of a coffee. */
    public static final int MOST_SAMPLED = 20_000;

    public static final int MOST_YEARS = 100;

    private final Supplier<Stream<StudyInstanceUid>> studies;
    private final FactsSource facts;
    private final PoliciesInForce policies;
    private final HoldSource holds;
    private final Supplier<Map<String, TierState>> tiers;
    private final Clock clock;
    private final Semaphore one = new Semaphore(1);

    /**
     * @param studies all there are
     * @param tiers as they are now, by name
     */
    public ForecastService(
            Supplier<Stream<StudyInstanceUid>> studies,
            FactsSource facts,
            PoliciesInForce policies,
            HoldSource holds,
            Supplier<Map<String, TierState>> tiers,
            Clock clock) {
        this.studies = studies;
        this.facts = facts;
        this.policies = policies;
        this.holds = holds;
        this.tiers = tiers;
        this.clock = clock;
    }

    /**
     * @param arrivals whether each year studies come again like those of the last one
     * @throws ArchiveException OVERLOADED while another one is made
     */
    public Forecast forecast(int years, int sample, boolean arrivals) {
        if (years < 1 || years > MOST_YEARS) throw new IllegalArgumentException(years + " years");
        if (sample < 1 || sample > MOST_SAMPLED) throw new IllegalArgumentException("a sample of " + sample);
        if (!one.tryAcquire()) throw new ArchiveException(ErrorCode.OVERLOADED, "another forecast is being made");
        try {
            return new Run(years, arrivals).of(sample);
        } finally {
            one.release();
        }
    }

    private final class Run {

        private final LocalDate today = LocalDate.now(clock);
        private final int years;
        private final boolean arrivals;
        private final MonthlySums sums;
        private final LifecycleRules rules = LifecycleRules.of(policies);
        private final Collection<Hold> inForce = holds.inForce();
        private final Map<String, TierState> full = tiers.get();
        private long count;

        Run(int years, boolean arrivals) {
            this.years = years;
            this.arrivals = arrivals;
            sums = new MonthlySums(today, 12 * years);
        }

        Forecast of(int sample) {
            int sampled = 0;
            for (StudyInstanceUid study : sample(sample)) {
                Optional<StudyFacts> found = facts.of(study);
                if (found.isEmpty()) continue;
                pass(found.get(), today, inForce);
                if (arrivals) again(found.get());
                sampled++;
            }
            double times = sampled == 0 ? 0 : (double) count / sampled;
            return new Forecast(today, count, sampled, assumptions(sampled), sums.months(times));
        }

        /** Each study is as likely in it as any other, however many there are. */
        private List<StudyInstanceUid> sample(int size) {
            List<StudyInstanceUid> sample = new ArrayList<>();
            Random random = new Random(today.toEpochDay());
            try (Stream<StudyInstanceUid> all = studies.get()) {
                for (Iterator<StudyInstanceUid> next = all.iterator(); next.hasNext(); ) {
                    StudyInstanceUid study = next.next();
                    count++;
                    if (sample.size() < size) sample.add(study);
                    else {
                        long place = (long) (random.nextDouble() * count);
                        if (place < size) sample.set((int) place, study);
                    }
                }
            }
            return sample;
        }

        private void again(StudyFacts study) {
            LocalDate received = day(study.dates().received());
            if (received == null || !received.isAfter(today.minusYears(1)) || received.isAfter(today)) return;
            for (int year = 1; year <= years; year++) {
                LocalDate comes = received.plusYears(year);
                if (comes.isAfter(today) && comes.isBefore(sums.end()))
                    pass(StudyInTime.later(study, year), comes, List.of());
            }
        }

        private static LocalDate day(Fact<LocalDate> date) {
            return date.fold(day -> day, () -> null, why -> null);
        }

        private void pass(StudyFacts study, LocalDate from, Collection<Hold> held) {
            long size = study.storage().size();
            StudyFacts now = study;
            for (LocalDate day = from; day.isBefore(sums.end()); ) {
                Verdict verdict = rules.judge(now, full, held, day);
                if (verdict.due()) {
                    sums.destroyed(day, size);
                    return;
                }
                Map<String, Integer> copies = verdict.placement().copies();
                LocalDate next = verdict.changes()
                        .filter(change -> change.isBefore(sums.end()))
                        .orElse(sums.end());
                sums.exists(day, next, copies, size);
                now = StudyInTime.placed(now, copies, full);
                day = next;
            }
        }

        private List<String> assumptions(int sampled) {
            List<String> assumptions = new ArrayList<>();
            if (sampled < count)
                assumptions.add(
                        "Made of " + sampled + " of " + count + " studies, chosen by chance, and multiplied up.");
            assumptions.add(
                    arrivals
                            ? "Each year studies come like those of the last twelve months, of patients as old as theirs."
                            : "No study comes.");
            assumptions.add("The policies in force today stay in force, and so do the holds, on what is there today.");
            assumptions.add("Nobody views a study, is examined again or dies, and what is not known stays so.");
            assumptions.add("Tiers stay as full as they are today, as far as rules and watermarks ask for it.");
            assumptions.add(
                    "Moves take no time, nothing is recompressed, and what falls due is destroyed on that day.");
            assumptions.add("What is held back from sight is not counted.");
            return assumptions;
        }
    }
}
