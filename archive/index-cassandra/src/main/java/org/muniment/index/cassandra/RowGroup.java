package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of several tables that are written together. One logged batch, so that a crash half way leaves nothing half done: Cassandra
 * replays it. Clusters refuse batches of more than 50 kB; the rare group that comes near is written row by row in the order of its
 * rows, and then a crash may leave the first of them. So hints come before what they point at, and the commit row comes last.
 */
final class RowGroup {

    /** Bytes of values; keeps clear of Cassandra's {@code batch_size_fail_threshold} of 50 KiB with all it adds. */
    private static final int LARGEST_BATCH = 32 << 10;

    private final List<BoundStatement> rows = new ArrayList<>();

    RowGroup add(BoundStatement row) {
        rows.add(row);
        return this;
    }

    RowGroup addAll(List<BoundStatement> more) {
        rows.addAll(more);
        return this;
    }

    void write(CqlRunner cql) {
        if (rows.stream().mapToLong(RowGroup::size).sum() > LARGEST_BATCH) rows.forEach(cql::run);
        else cql.run(BatchStatement.newInstance(DefaultBatchType.LOGGED).addAll(rows));
    }

    private static long size(BoundStatement row) {
        long size = 0;
        for (int i = 0; i < row.size(); i++) {
            ByteBuffer value = row.getBytesUnsafe(i);
            if (value != null) size += value.remaining();
        }
        return size;
    }
}
