package org.muniment.archive.order;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;

/** The orders as a plain map. */
public final class MemoryOrderIndex implements OrderIndex {

    private final Map<OrderId, ImagingOrder> orders = new LinkedHashMap<>();
    private final Map<StudyInstanceUid, StudyLink> links = new LinkedHashMap<>();

    @Override
    public synchronized void save(ImagingOrder order, Optional<ImagingOrder> previous) {
        orders.put(order.id(), order);
    }

    @Override
    public synchronized Optional<ImagingOrder> find(OrderId id) {
        return Optional.ofNullable(orders.get(id));
    }

    @Override
    public synchronized Stream<ImagingOrder> orders(OrderAccess access) {
        return orders.values().stream().filter(access::leadsTo).toList().stream();
    }

    @Override
    public synchronized Stream<OpenSteps.Found> openSteps(OpenSteps access) {
        Comparator<OpenSteps.Found> byDay =
                Comparator.comparing(found -> found.step().start().toLocalDate());
        return orders.values().stream()
                .flatMap(order ->
                        order.steps().stream().filter(access::leadsTo).map(step -> new OpenSteps.Found(order, step)))
                .sorted((access.newestFirst() ? byDay.reversed() : byDay)
                        .thenComparing(found -> found.step().start()))
                .toList()
                .stream();
    }

    @Override
    public synchronized void link(StudyLink link) {
        links.put(link.study(), link);
    }

    @Override
    public synchronized void unlink(StudyInstanceUid study) {
        links.remove(study);
    }

    @Override
    public synchronized Optional<StudyLink> linkOf(StudyInstanceUid study) {
        return Optional.ofNullable(links.get(study));
    }

    @Override
    public synchronized Stream<StudyInstanceUid> linkedTo(OrderId order) {
        return links.values().stream()
                .filter(link -> link.order().equals(Optional.of(order)))
                .map(StudyLink::study)
                .toList()
                .stream();
    }
}
