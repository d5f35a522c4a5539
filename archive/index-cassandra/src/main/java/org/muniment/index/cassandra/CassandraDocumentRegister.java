package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;

/**
 * Table {@code document}; all writes are lightweight transactions, a few for each hold, decision and destroyed study (ADR 158). Reads are serial,
 * too: they see what a writer was told is done, and settle what one that died left undecided.
 */
final class CassandraDocumentRegister implements DocumentRegister {

    /** A list is read from all of them, so that a collection of millions has no partition that is too large. */
    private static final int SHARDS = 16;

    /** As the first pages of all shards are there at once. */
    private static final int PAGE = 200;

    private static final String ONE = " WHERE collection = ? AND shard = ? AND id = ?";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement selectShard;

    CassandraDocumentRegister(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare(
                "INSERT INTO document (collection, shard, id, version, json) VALUES (?, ?, ?, ?, ?) IF NOT EXISTS");
        update = cql.prepare("UPDATE document SET version = ?, json = ?" + ONE + " IF version = ?");
        delete = cql.prepare("DELETE FROM document" + ONE + " IF version = ?");
        select = cql.prepare("SELECT collection, id, version, json FROM document" + ONE);
        selectShard =
                cql.prepare("SELECT collection, id, version, json FROM document WHERE collection = ? AND shard = ?");
    }

    @Override
    public Optional<Document> find(String collection, String id) {
        BoundStatement serial =
                select.bind(collection, shard(id), id).setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL);
        return Iterators.stream(cql.rows(serial)).findFirst().map(CassandraDocumentRegister::read);
    }

    /** All shards are asked at once: holds are read for each study that is looked at. Pages can't be read serially: a write that was told is done is seen, one that failed may be. */
    @Override
    public Stream<Document> list(String collection) {
        List<CompletableFuture<AsyncResultSet>> started = IntStream.range(0, SHARDS)
                .mapToObj(shard -> cql.start(selectShard.bind(collection, shard).setPageSize(PAGE)))
                .toList();
        return started.stream()
                .flatMap(page -> Iterators.stream(cql.rows(page)))
                .map(CassandraDocumentRegister::read);
    }

    private static Document read(Row row) {
        return new Document(
                row.getString("collection"), row.getString("id"), row.getLong("version"), row.getString("json"));
    }

    @Override
    public boolean put(Document document) {
        String collection = document.collection();
        String id = document.id();
        long version = document.version();
        return applied(
                version == 1
                        ? insert.bind(collection, shard(id), id, version, document.json())
                        : update.bind(version, document.json(), collection, shard(id), id, version - 1));
    }

    @Override
    public boolean remove(Document document) {
        return applied(delete.bind(document.collection(), shard(document.id()), document.id(), document.version()));
    }

    private static int shard(String id) {
        return Math.floorMod(id.hashCode(), SHARDS);
    }

    /** Not sent again by the driver: the second time it would seem to have lost against itself. */
    private boolean applied(BoundStatement conditional) {
        return cql.await(cql.start(conditional
                        .setIdempotent(false)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)))
                .wasApplied();
    }
}
