package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyIndexContract;

class CassandraCopyIndexTest implements CopyIndexContract {

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
    public CopyIndex copies() {
        return index.copies();
    }
}
