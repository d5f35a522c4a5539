package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.MessageId;
import org.muniment.archive.message.MessageJournal;

/** Table {@code message}, and those that lead to its rows: {@code message_by_hour} and {@code parked_message}. */
final class CassandraMessageJournal implements MessageJournal {

    private static final String BY_HOUR = "message_by_hour";
    private static final String PARKED = "parked_message";
    private static final int LENGTH_OF_HOUR = "2024-02-29T12".length();

    private final CqlRunner cql;
    private final BucketTable buckets;
    private final MessageTable messages;
    private final PreparedStatement insertByHour;
    private final PreparedStatement selectByHour;
    private final PreparedStatement insertParked;
    private final PreparedStatement deleteParked;
    private final PreparedStatement selectParked;

    CassandraMessageJournal(CqlRunner cql, BucketTable buckets) {
        this.cql = cql;
        this.buckets = buckets;
        messages = new MessageTable(cql);
        insertByHour = cql.prepare("INSERT INTO message_by_hour (bucket, received_at, id) VALUES (?, ?, ?)");
        selectByHour = cql.prepare("SELECT id FROM message_by_hour WHERE bucket = ? AND received_at < ?");
        insertParked = cql.prepare("INSERT INTO parked_message (bucket, received_at, id) VALUES (?, ?, ?)");
        deleteParked = cql.prepare("DELETE FROM parked_message WHERE bucket = ? AND received_at = ? AND id = ?");
        selectParked = cql.prepare("SELECT id FROM parked_message WHERE bucket = ?");
    }

    @Override
    public void open(JournaledMessage message) {
        String hour = hour(message.receivedAt());
        buckets.add(BY_HOUR, "", hour);
        RowGroup rows = new RowGroup()
                .add(insertByHour.bind(hour, message.receivedAt(), message.id().value()));
        if (message.isParked()) park(message, rows);
        rows.add(messages.insert(message)).write(cql);
    }

    @Override
    public void update(JournaledMessage message) {
        RowGroup rows = new RowGroup();
        if (message.isParked()) park(message, rows);
        rows.add(messages.update(message));
        if (!message.isParked() && wasParked(message))
            rows.add(deleteParked.bind(
                    month(message.receivedAt()),
                    message.receivedAt(),
                    message.id().value()));
        rows.write(cql);
    }

    private void park(JournaledMessage message, RowGroup rows) {
        String month = month(message.receivedAt());
        buckets.add(PARKED, "", month);
        rows.add(insertParked.bind(month, message.receivedAt(), message.id().value()));
    }

    private static boolean wasParked(JournaledMessage message) {
        return switch (message.state()) {
            case REPLAYED, DISCARDED -> true;
            case RECEIVED, PROCESSED, PARKED, REFUSED -> false;
        };
    }

    @Override
    public Optional<JournaledMessage> find(MessageId id) {
        return Iterators.stream(messages.find(List.of(id.value()).iterator())).findFirst();
    }

    @Override
    public Stream<JournaledMessage> before(Instant before) {
        Iterator<String> hours = buckets.rangeDescending(BY_HOUR, "", "", hour(before));
        return oneByOne(Iterators.flatMap(hours, hour -> ids(selectByHour, hour, before)));
    }

    @Override
    public Stream<JournaledMessage> parked() {
        Iterator<String> months = buckets.range(PARKED, "", "", BucketTable.last(""));
        return oneByOne(Iterators.flatMap(months, month -> ids(selectParked, month)))
                .filter(JournaledMessage::isParked);
    }

    /** Messages may be large: no more than one is held. */
    private Stream<JournaledMessage> oneByOne(Iterator<String> ids) {
        return Iterators.stream(
                Iterators.flatMap(ids, id -> messages.find(List.of(id).iterator())));
    }

    private Iterator<String> ids(PreparedStatement select, Object... key) {
        return Iterators.map(cql.rows(select.bind(key)), row -> row.getString("id"));
    }

    private static String hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS).toString().substring(0, LENGTH_OF_HOUR);
    }

    private static String month(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC)).toString();
    }
}
