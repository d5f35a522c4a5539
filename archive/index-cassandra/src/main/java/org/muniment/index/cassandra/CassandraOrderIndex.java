package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OpenSteps;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.order.StudyLink;

/** An order and what leads to it are one logged batch: hints, the order's row, and last what leads to it no longer. */
final class CassandraOrderIndex implements OrderIndex {

    private final CqlRunner cql;
    private final OrderTable orders;
    private final OrderByNumberTable numbers;
    private final OpenStepTable openSteps;
    private final StudyOrderLinkTable links;

    CassandraOrderIndex(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        orders = new OrderTable(cql);
        numbers = new OrderByNumberTable(cql);
        openSteps = new OpenStepTable(cql, buckets, clock);
        links = new StudyOrderLinkTable(cql);
    }

    @Override
    public void save(ImagingOrder order, Optional<ImagingOrder> previous) {
        RowGroup rows = new RowGroup()
                .addAll(numbers.inserts(order))
                .addAll(openSteps.inserts(order))
                .add(orders.insert(order));
        previous.ifPresent(
                before -> rows.addAll(numbers.deletes(before, order)).addAll(openSteps.deletes(before, order)));
        rows.write(cql);
    }

    @Override
    public Optional<ImagingOrder> find(OrderId id) {
        Iterator<Row> rows = cql.rows(orders.select(id.value()));
        return rows.hasNext() ? Optional.of(OrderTable.read(rows.next())) : Optional.empty();
    }

    @Override
    public Stream<ImagingOrder> orders(OrderAccess access) {
        return Iterators.stream(new Lookups<>(
                cql, numbers.hints(access), orders::select, (hint, row) -> Optional.of(OrderTable.read(row))
                        .filter(access::leadsTo)));
    }

    @Override
    public Stream<OpenSteps.Found> openSteps(OpenSteps access) {
        return Iterators.stream(
                new Lookups<>(cql, openSteps.hints(access), hint -> orders.select(hint.order()), (hint, row) -> {
                    ImagingOrder order = OrderTable.read(row);
                    return order.step(hint.step())
                            .filter(access::leadsTo)
                            .map(step -> new OpenSteps.Found(order, step));
                }));
    }

    @Override
    public void link(StudyLink link) {
        links.insert(link);
    }

    @Override
    public void unlink(StudyInstanceUid study) {
        links.delete(study);
    }

    @Override
    public Optional<StudyLink> linkOf(StudyInstanceUid study) {
        return links.find(study);
    }

    @Override
    public Stream<StudyInstanceUid> linkedTo(OrderId order) {
        return Iterators.stream(links.linkedTo(order));
    }
}
