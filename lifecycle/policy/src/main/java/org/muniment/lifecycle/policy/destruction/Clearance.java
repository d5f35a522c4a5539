package org.muniment.lifecycle.policy.destruction;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.facts.Copy;

/** The guard's answer. Code that destroys takes a {@link Cleared} as a parameter, and only the guard can make one. */
public sealed interface Clearance {

    /** May be done now; what time brings needs another look. */
    final class Cleared implements Clearance {
        private final StudyInstanceUid study;
        private final Optional<Copy> copy;

        Cleared(StudyInstanceUid study, Optional<Copy> copy) {
            this.study = study;
            this.copy = copy;
        }

        public StudyInstanceUid study() {
            return study;
        }

        /** The only copy that may go; empty where the whole study may. */
        public Optional<Copy> copy() {
            return copy;
        }
    }

    /** All reasons, not only the first: who mends one should know the others. */
    record Refused(List<Refusal> refusals) implements Clearance {

        public Refused {
            refusals = List.copyOf(refusals);
            if (refusals.isEmpty()) throw new IllegalArgumentException("refused for no reason");
        }
    }
}
