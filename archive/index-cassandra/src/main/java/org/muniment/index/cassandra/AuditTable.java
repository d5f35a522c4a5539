package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.muniment.archive.audit.AuditVerification.Anchor;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.object.Sha256;

/** Tables {@code audit_entry} and {@code audit_length}. */
final class AuditTable {

    static final int BLOCK = 1000;
    private static final String TRAIL = "lifecycle";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement note;
    private final PreparedStatement noted;

    AuditTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare(
                "INSERT INTO audit_entry (block, sequence, entry, previous, hash) VALUES (?, ?, ?, ?, ?) IF NOT EXISTS");
        select = cql.prepare(
                "SELECT sequence, entry, previous, hash FROM audit_entry WHERE block = ? AND sequence >= ?");
        note = cql.prepare("INSERT INTO audit_length (trail, sequence, hash) VALUES (?, ?, ?) USING TIMESTAMP ?");
        noted = cql.prepare("SELECT sequence, hash FROM audit_length WHERE trail = ?");
    }

    static long block(long sequence) {
        return sequence / BLOCK;
    }

    /** All or, where there is anything in one's place, none; they are of one block. */
    boolean insert(List<Sealed> entries) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        for (Sealed entry : entries)
            batch.addStatement(insert.bind(
                    block(entry.sequence()),
                    entry.sequence(),
                    entry.text(),
                    entry.previous().hex(),
                    entry.hash().hex()));
        return cql.await(cql.start(batch.setIdempotence(false)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                        .build()))
                .wasApplied();
    }

    void note(Sealed last) {
        cql.run(note.bind(TRAIL, last.sequence(), last.hash().hex(), last.sequence()));
    }

    Optional<Anchor> noted() {
        return Iterators.stream(cql.rows(noted.bind(TRAIL)))
                .findFirst()
                .map(row -> new Anchor(row.getLong("sequence"), digest(row.getString("hash"))));
    }

    /** From there on, block by block, until one is not full; but not before {@code atLeast}. */
    Iterator<Sealed> from(long sequence, long atLeast) {
        return new Iterator<>() {
            private long next = Math.max(1, sequence);
            private Iterator<Row> rows = block(next);

            private Iterator<Row> block(long from) {
                return cql.rows(select.bind(AuditTable.block(from), from));
            }

            @Override
            public boolean hasNext() {
                while (!rows.hasNext()) {
                    if (next % BLOCK != 0) {
                        if (next > atLeast) return false;
                        next += BLOCK - next % BLOCK;
                    }
                    rows = block(next);
                    if (!rows.hasNext()) {
                        if (next > atLeast) return false;
                        next++;
                    }
                }
                return true;
            }

            @Override
            public Sealed next() {
                if (!hasNext()) throw new NoSuchElementException();
                Sealed entry = entry(rows.next());
                next = entry.sequence() + 1;
                return entry;
            }
        };
    }

    private static Sealed entry(Row row) {
        String text = row.getString("entry");
        return new Sealed(
                row.getLong("sequence"),
                text == null ? "" : text,
                digest(row.getString("previous")),
                digest(row.getString("hash")));
    }

    /** What somebody put in the place of a digest is none that fits. */
    private static Sha256 digest(String hex) {
        try {
            return hex == null ? Sealed.NONE : new Sha256(hex);
        } catch (IllegalArgumentException e) {
            return Sealed.NONE;
        }
    }
}
