package org.muniment.lifecycle.policy.retention;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long something must be kept. */
public sealed interface KeepUntil {

    /** It may be destroyed from this day on. */
    record Due(LocalDate date) implements KeepUntil {
        @Override
        public String toString() {
            return date.toString();
        }
    }

    /** It is kept for good. */
    record Never() implements KeepUntil {
        @Override
        public String toString() {
            return "never";
        }
    }

    /**
     * The clock has not begun, such as that of a patient's death: kept for now.
     *
     * @param leftOut whether the rule leaves this branch out until then, where it has others
     */
    record Pending(String why, boolean leftOut) implements KeepUntil {
        @Override
        public String toString() {
            return "not yet: " + why + (leftOut ? " (left out)" : "");
        }
    }

    /** A fact is unknown that decides it: kept until somebody finds out. */
    record Undetermined(String why) implements KeepUntil {
        @Override
        public String toString() {
            return "undetermined: " + why;
        }
    }

    /** The day from which destruction is allowed; empty where it is not, for any reason. */
    default Optional<LocalDate> dueDate() {
        return this instanceof Due due ? Optional.of(due.date()) : Optional.empty();
    }

    /** Undetermined gives way only to never: whatever the unknown is, it can't be later than that. */
    static KeepUntil laterOf(List<KeepUntil> branches) {
        List<KeepUntil> counted = counted(branches);
        return first(counted, Never.class)
                .or(() -> first(counted, Undetermined.class))
                .or(() -> first(counted, Pending.class))
                .or(() -> dates(counted).max(Comparator.naturalOrder()).map(Due::new))
                .orElseThrow(() -> new IllegalArgumentException("the later of nothing"));
    }

    /**
     * Undetermined wins: the unknown could be the earlier one, and must be known to say so. What has not begun keeps the study here as everywhere, unless
     * it is left out.
     */
    static KeepUntil earlierOf(List<KeepUntil> branches) {
        List<KeepUntil> counted = counted(branches);
        return first(counted, Undetermined.class)
                .or(() -> first(counted, Pending.class))
                .or(() -> dates(counted).min(Comparator.naturalOrder()).map(Due::new))
                .or(() -> first(counted, Never.class))
                .orElseThrow(() -> new IllegalArgumentException("the earlier of nothing"));
    }

    private static List<KeepUntil> counted(List<KeepUntil> branches) {
        List<KeepUntil> counted = branches.stream()
                .filter(branch -> !(branch instanceof Pending pending && pending.leftOut()))
                .toList();
        return counted.isEmpty() ? branches : counted;
    }

    private static Optional<KeepUntil> first(List<KeepUntil> branches, Class<? extends KeepUntil> kind) {
        return branches.stream().filter(kind::isInstance).findFirst();
    }

    private static Stream<LocalDate> dates(List<KeepUntil> branches) {
        return branches.stream().flatMap(branch -> branch.dueDate().stream());
    }
}
