package org.muniment.archive.patient;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Work items in a plain map. Streams are snapshots. */
public final class MemoryWorkItemRegister implements WorkItemRegister {

    private final Map<WorkItemId, WorkItem> items = new LinkedHashMap<>();

    @Override
    public synchronized void record(WorkItem item) {
        items.put(item.id(), item);
    }

    @Override
    public synchronized Optional<WorkItem> find(WorkItemId id) {
        return Optional.ofNullable(items.get(id));
    }

    @Override
    public synchronized Stream<WorkItem> open() {
        return items.values().stream().filter(WorkItem::isOpen).toList().stream();
    }

    @Override
    public synchronized Stream<WorkItem> naming(PatientIdentifier identifier) {
        return items.values().stream()
                .filter(item -> item.sides().stream()
                        .anyMatch(side ->
                                side.identifier().filter(identifier::equals).isPresent()))
                .toList()
                .stream();
    }
}
