package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muniment.archive.commitment.CommitmentId;
import org.muniment.archive.commitment.CommitmentRegister;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.archive.commitment.InstanceReference;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.TransactionUid;

/** Table {@code commitment_request}. */
final class CassandraCommitmentRegister implements CommitmentRegister {

    private static final int BUCKETS = 16;

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement selectIds;
    private final PreparedStatement delete;

    CassandraCommitmentRegister(CqlRunner cql) {
        this.cql = cql;
        String key = "bucket = ? AND requestor = ? AND transaction_uid = ?";
        insert = cql.prepare("INSERT INTO commitment_request"
                + " (bucket, requestor, transaction_uid, called_aet, received_at, instances) VALUES (?, ?, ?, ?, ?, ?)"
                + " USING TIMESTAMP ?");
        select = cql.prepare("SELECT called_aet, received_at, instances FROM commitment_request WHERE " + key);
        selectIds = cql.prepare("SELECT requestor, transaction_uid FROM commitment_request WHERE bucket = ?");
        delete = cql.prepare("DELETE FROM commitment_request USING TIMESTAMP ? WHERE " + key);
    }

    @Override
    public void record(CommitmentRequest request) {
        CommitmentId id = request.id();
        String instances = request.references().stream()
                .map(reference -> reference.sopClassUid() + " " + reference.instance())
                .collect(Collectors.joining("\n"));
        cql.run(insert.bind(
                bucket(id),
                id.requestor(),
                id.transaction().value(),
                request.calledAet(),
                request.receivedAt(),
                instances,
                writeTime(request)));
    }

    @Override
    public Optional<CommitmentRequest> find(CommitmentId id) {
        Iterator<Row> rows = cql.rows(
                select.bind(bucket(id), id.requestor(), id.transaction().value()));
        return rows.hasNext() ? Optional.of(read(id, rows.next())) : Optional.empty();
    }

    private static CommitmentRequest read(CommitmentId id, Row row) {
        Instant receivedAt = row.getInstant("received_at");
        return new CommitmentRequest(
                id,
                row.getString("called_aet"),
                receivedAt,
                row.getString("instances")
                        .lines()
                        .map(CassandraCommitmentRegister::reference)
                        .toList());
    }

    private static InstanceReference reference(String line) {
        int blank = line.indexOf(' ');
        return new InstanceReference(line.substring(0, blank), new SopInstanceUid(line.substring(blank + 1)));
    }

    @Override
    public Stream<CommitmentId> pending() {
        Iterator<Row> rows =
                Iterators.flatMap(IntStream.range(0, BUCKETS).iterator(), bucket -> cql.rows(selectIds.bind(bucket)));
        return Iterators.stream(Iterators.map(
                rows,
                row -> new CommitmentId(
                        row.getString("requestor"), new TransactionUid(row.getString("transaction_uid")))));
    }

    @Override
    public void settle(CommitmentRequest request) {
        CommitmentId id = request.id();
        cql.run(delete.bind(
                writeTime(request), bucket(id), id.requestor(), id.transaction().value()));
    }

    /** In microseconds. */
    private static long writeTime(CommitmentRequest request) {
        return TimeUnit.MILLISECONDS.toMicros(request.receivedAt().toEpochMilli());
    }

    /** Text hashes are the same on every machine, by the specification of String. */
    private static int bucket(CommitmentId id) {
        return Math.floorMod(
                31 * id.requestor().hashCode() + id.transaction().value().hashCode(), BUCKETS);
    }
}
