package org.muniment.archive.commitment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The register as a plain map. */
public class MemoryCommitmentRegister implements CommitmentRegister {

    private final Map<CommitmentId, CommitmentRequest> requests = new LinkedHashMap<>();

    @Override
    public synchronized void record(CommitmentRequest request) {
        requests.merge(
                request.id(), request, (kept, late) -> late.receivedAt().isBefore(kept.receivedAt()) ? kept : late);
    }

    @Override
    public synchronized Optional<CommitmentRequest> find(CommitmentId id) {
        return Optional.ofNullable(requests.get(id));
    }

    @Override
    public synchronized Stream<CommitmentId> pending() {
        return List.copyOf(requests.keySet()).stream();
    }

    @Override
    public synchronized void settle(CommitmentRequest request) {
        requests.computeIfPresent(
                request.id(), (id, kept) -> kept.receivedAt().isAfter(request.receivedAt()) ? kept : null);
    }
}
