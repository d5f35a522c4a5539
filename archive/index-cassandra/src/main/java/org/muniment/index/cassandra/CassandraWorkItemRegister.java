package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItemId;
import org.muniment.archive.patient.WorkItemRegister;

/** Table {@code work_item}, and those that lead to its rows. */
final class CassandraWorkItemRegister implements WorkItemRegister {

    private final CqlRunner cql;
    private final WorkItemTable items;
    private final DayBuckets days;
    private final PreparedStatement insertOpen;
    private final PreparedStatement deleteOpen;
    private final PreparedStatement selectOpen;
    private final PreparedStatement insertByIdentifier;
    private final PreparedStatement selectByIdentifier;

    CassandraWorkItemRegister(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        items = new WorkItemTable(cql);
        days = new DayBuckets(buckets, "open_work_item", clock);
        insertOpen = cql.prepare("INSERT INTO open_work_item (bucket, id) VALUES (?, ?)");
        deleteOpen = cql.prepare("DELETE FROM open_work_item WHERE bucket = ? AND id = ?");
        selectOpen = cql.prepare("SELECT id FROM open_work_item WHERE bucket = ?");
        insertByIdentifier =
                cql.prepare("INSERT INTO work_item_by_identifier (patient_id, issuer, id) VALUES (?, ?, ?)");
        selectByIdentifier = cql.prepare("SELECT id FROM work_item_by_identifier WHERE patient_id = ? AND issuer = ?");
    }

    @Override
    public void record(WorkItem item) {
        String id = item.id().value();
        RowGroup rows = new RowGroup();
        for (WorkItem.Side side : item.sides())
            side.identifier().ifPresent(i -> rows.add(insertByIdentifier.bind(i.id(), i.issuer(), id)));
        if (item.isOpen()) rows.add(insertOpen.bind(days.listed(item.raised().at()), id));
        rows.add(items.insert(item));
        if (!item.isOpen())
            rows.add(deleteOpen.bind(DayBuckets.day(item.raised().at()), id));
        rows.write(cql);
    }

    @Override
    public Optional<WorkItem> find(WorkItemId id) {
        return Iterators.stream(items.find(List.of(id.value()).iterator())).findFirst();
    }

    /** Readers may see a row's path before the row is as it says. */
    @Override
    public Stream<WorkItem> open() {
        Iterator<String> ids = days.all(day -> ids(selectOpen, day));
        return Iterators.stream(items.find(ids)).filter(WorkItem::isOpen);
    }

    @Override
    public Stream<WorkItem> naming(PatientIdentifier identifier) {
        return Iterators.stream(items.find(ids(selectByIdentifier, identifier.id(), identifier.issuer())));
    }

    private Iterator<String> ids(PreparedStatement select, Object... key) {
        return Iterators.map(cql.rows(select.bind(key)), row -> row.getString("id"));
    }
}
