package org.muniment.core.patient;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Reconciliation;

/**
 * Who lives as whom, as reconciliations in force say, in their order. Each identifier has at most one successor, and following them never
 * comes back: so each leads to exactly one that lives.
 *
 * <ul>
 *   <li>What is said last of a prior identifier counts: said to be A and later B, it is B, and A and B stay two people.
 *   <li>Where the survivor is itself subsumed under the prior, the two change places (a merge in the wrong direction was put right).
 *   <li>An alias only speaks of identifiers of which nothing else is said.
 * </ul>
 */
final class Lineage {

    private static final Comparator<Reconciliation> IN_ORDER =
            Comparator.comparingLong(Reconciliation::order).thenComparing(r -> r.id().value());

    private final Map<PatientIdentifier, PatientIdentifier> successors = new HashMap<>();

    static Lineage of(Collection<Reconciliation> reconciliations) {
        Lineage lineage = new Lineage();
        reconciliations.stream()
                .filter(Reconciliation::isLink)
                .filter(Reconciliation::isInForce)
                .sorted(IN_ORDER)
                .forEach(lineage::follow);
        return lineage;
    }

    private void follow(Reconciliation said) {
        PatientIdentifier survivor = said.survivor();
        PatientIdentifier prior = said.prior().orElseThrow();
        boolean wrongWayRound = leadsTo(survivor, prior);
        if (survivor.equals(prior)) return;
        if (said.kind() == Reconciliation.Kind.ALIAS && (wrongWayRound || successors.containsKey(prior))) return;
        if (wrongWayRound) {
            PatientIdentifier next = successors.get(prior);
            if (next == null) successors.remove(survivor);
            else successors.put(survivor, next);
        }
        successors.put(prior, survivor);
    }

    private boolean leadsTo(PatientIdentifier from, PatientIdentifier to) {
        for (PatientIdentifier i = from; i != null; i = successors.get(i)) if (i.equals(to)) return true;
        return false;
    }

    PatientIdentifier living(PatientIdentifier identifier) {
        PatientIdentifier living = identifier;
        for (PatientIdentifier next = identifier; next != null; next = successors.get(next)) living = next;
        return living;
    }

    /** Whether both say the same, and will say the same whatever is said next. */
    boolean isSameAs(Lineage other) {
        return successors.equals(other.successors);
    }
}
