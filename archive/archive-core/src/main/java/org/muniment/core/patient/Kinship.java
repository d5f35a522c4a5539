package org.muniment.core.patient;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.ReconciliationRegister;

/** All identifiers that reconciliations connect with some, however remotely, and these reconciliations. */
final class Kinship {

    private final Set<PatientIdentifier> identifiers = new LinkedHashSet<>();
    private final Map<ReconciliationId, Reconciliation> said = new LinkedHashMap<>();

    private Kinship() {}

    static Kinship of(Collection<PatientIdentifier> some, ReconciliationRegister register) {
        Kinship kinship = new Kinship();
        Deque<PatientIdentifier> unseen = new ArrayDeque<>(some);
        while (!unseen.isEmpty()) {
            PatientIdentifier identifier = unseen.remove();
            if (!kinship.identifiers.add(identifier)) continue;
            try (Stream<Reconciliation> naming = register.naming(identifier)) {
                naming.filter(Reconciliation::isLink)
                        .filter(Reconciliation::isInForce)
                        .forEach(r -> {
                            kinship.said.put(r.id(), r);
                            unseen.add(r.survivor());
                            unseen.add(r.prior().orElseThrow());
                        });
            }
        }
        return kinship;
    }

    Set<PatientIdentifier> identifiers() {
        return identifiers;
    }

    Lineage lineage() {
        return Lineage.of(said.values());
    }

    Lineage lineageWith(Reconciliation another) {
        List<Reconciliation> all = new ArrayList<>(said.values());
        all.add(another);
        return Lineage.of(all);
    }

    /** The last one in force that said so. */
    Optional<Reconciliation> saying(PatientIdentifier survivor, PatientIdentifier prior) {
        return said.values().stream()
                .filter(r -> r.survivor().equals(survivor))
                .filter(r -> r.prior().filter(prior::equals).isPresent())
                .max(Comparator.comparingLong(Reconciliation::order));
    }

    long lastOrder() {
        return said.values().stream().mapToLong(Reconciliation::order).max().orElse(0);
    }
}
