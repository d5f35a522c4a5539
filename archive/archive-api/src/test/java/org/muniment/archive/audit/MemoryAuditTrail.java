package org.muniment.archive.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The trail as a plain list. */
public final class MemoryAuditTrail implements AuditTrail {

    private final List<Sealed> entries = new ArrayList<>();

    @Override
    public synchronized Sealed append(LifecycleEvent event) {
        Sealed sealed = entries.isEmpty()
                ? Sealed.first(event)
                : entries.get(entries.size() - 1).next(event);
        entries.add(sealed);
        return sealed;
    }

    @Override
    public synchronized Stream<Sealed> read(long from) {
        return List.copyOf(entries.subList((int) Math.min(from - 1, entries.size()), entries.size())).stream();
    }

    @Override
    public synchronized Optional<Sealed> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    @Override
    public synchronized long length() {
        return entries.size();
    }

    /** All events, for tests that ask what was written. */
    public synchronized List<LifecycleEvent> events() {
        return entries.stream().map(Sealed::event).toList();
    }
}
