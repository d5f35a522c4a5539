package org.muniment.lifecycle.records.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.muniment.lifecycle.records.disposition.Disposition.Signature;

/**
 * One study of a disposition.
 *
 * @param decision what the reviewer was shown, and the approver agreed to
 * @param bytes of one copy
 * @param refusals of the dry run at the proposal; empty where nothing spoke against it
 * @param excluded who took it out of the batch and why; null where nobody did
 * @param outcome null until there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DispositionItem(
        String study,
        RecordedDecision decision,
        long bytes,
        List<String> refusals,
        Signature excluded,
        Outcome outcome) {

    public enum Result {
        DESTROYED,
        /** The archive itself refused, whatever was approved. */
        REFUSED,
        /** Somebody took it back in time. */
        RESTORED
    }

    /** @param certificate its number where it was destroyed, else null. @param reasons no patient data */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(Result result, Instant at, Long certificate, List<String> reasons) {}

    public DispositionItem {
        refusals = List.copyOf(refusals);
    }

    boolean isIncluded() {
        return excluded == null;
    }

    DispositionItem without(Signature by) {
        return new DispositionItem(study, decision, bytes, refusals, by, outcome);
    }

    /** The first outcome stays. */
    DispositionItem with(Outcome came) {
        return outcome != null ? this : new DispositionItem(study, decision, bytes, refusals, excluded, came);
    }

    /** Nothing of the decision: it has patient data. */
    @Override
    public String toString() {
        return "DispositionItem[" + study + "]";
    }
}
