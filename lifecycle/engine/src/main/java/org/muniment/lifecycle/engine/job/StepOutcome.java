package org.muniment.lifecycle.engine.job;

import java.time.Instant;
import java.util.Objects;

/** What came of one step of a job. */
public sealed interface StepOutcome {

    /** It is done; {@code step} is next. On return of the engine's write it never runs again. */
    record Next(String step, String detail) implements StepOutcome {
        public Next {
            Objects.requireNonNull(step);
            Objects.requireNonNull(detail);
        }
    }

    /** It was the last one. {@code summary} says what the job has done; names no patient. */
    record Done(String summary) implements StepOutcome {
        public Done {
            Objects.requireNonNull(summary);
        }
    }

    /** Nothing is wrong, but the step has to wait: a restore takes hours, an operator's deadline has not come. It runs again then. */
    record Later(Instant at, String why) implements StepOutcome {
        public Later {
            Objects.requireNonNull(at);
            Objects.requireNonNull(why);
        }
    }

    /** A person has to do something first; {@code reason} says what is wrong, and names no patient. */
    record Parked(String reason) implements StepOutcome {
        public Parked {
            Objects.requireNonNull(reason);
        }
    }
}
