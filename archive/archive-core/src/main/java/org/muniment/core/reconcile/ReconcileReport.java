package org.muniment.core.reconcile;

import java.util.List;
import java.util.Optional;

/**
 * What one run of the reconciler has seen and done.
 *
 * @param instances rows looked at
 * @param lost instances whose object is gone
 * @param damaged instances whose object has another size or digest than its row says
 * @param restored objects brought back from quarantine because a row refers to them after all
 * @param mended series whose rows, or whose study's rows, were missing or written again
 * @param retired objects of replaced instances that were removed
 * @param objects objects looked at
 * @param orphans objects without a row, and containers that hold nothing that has one, that were put into quarantine
 * @param unreadable objects whose header does not say what they are; they are left alone
 * @param purged orphans removed for good after their time in quarantine
 * @param framed objects whose frames were looked up for an instance that did not tell where they lie
 * @param discarded metadata objects that were not used any more, or damaged, and were removed; they are made again when asked for
 * @param containers copies on tiers looked at
 * @param abandoned containers whose writers had died and that were removed
 * @param problems the first of those a person should look at; without patient data
 * @param stopped why the run did not go on, where that is so; what was done before stays done, and a later run does the rest
 */
public record ReconcileReport(
        long instances,
        long lost,
        long damaged,
        long restored,
        long mended,
        long retired,
        long objects,
        long orphans,
        long unreadable,
        long purged,
        long framed,
        long discarded,
        long containers,
        long abandoned,
        List<String> problems,
        Optional<String> stopped) {

    public ReconcileReport {
        problems = List.copyOf(problems);
    }

    /** Whether somebody has to act. */
    public boolean isAlarming() {
        return lost > 0 || damaged > 0 || stopped.isPresent();
    }
}
