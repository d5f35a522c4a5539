package org.muniment.archive.patient;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The register as plain maps. Streams are snapshots. */
public final class MemoryReconciliationRegister implements ReconciliationRegister {

    private final Map<ReconciliationId, Reconciliation> all = new LinkedHashMap<>();
    private final Set<ReconciliationId> unsettled = new LinkedHashSet<>();

    @Override
    public synchronized void record(Reconciliation reconciliation) {
        all.put(reconciliation.id(), reconciliation);
        unsettled.add(reconciliation.id());
    }

    @Override
    public synchronized Optional<Reconciliation> find(ReconciliationId id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public synchronized Stream<Reconciliation> naming(PatientIdentifier identifier) {
        return all.values().stream()
                .filter(r -> r.survivor().equals(identifier)
                        || r.prior().filter(identifier::equals).isPresent())
                .toList()
                .stream();
    }

    @Override
    public synchronized Stream<Reconciliation> unsettled() {
        return unsettled.stream().map(all::get).toList().stream();
    }

    @Override
    public synchronized void settle(Reconciliation reconciliation) {
        unsettled.remove(reconciliation.id());
    }
}
