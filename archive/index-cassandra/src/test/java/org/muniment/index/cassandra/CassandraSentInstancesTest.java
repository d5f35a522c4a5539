package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.routing.SentInstances;
import org.muniment.archive.routing.SentInstancesContract;

class CassandraSentInstancesTest implements SentInstancesContract {

    private static CassandraStudyIndex index;

    @BeforeAll
    static void open() {
        index = CassandraStudyIndex.open(TestIndex.config());
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Override
    public SentInstances sent() {
        return index.sent();
    }
}
