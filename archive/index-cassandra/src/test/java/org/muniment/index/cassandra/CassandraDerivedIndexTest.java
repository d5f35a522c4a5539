package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.DerivedIndexContract;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.rejection.RejectionIndex;

class CassandraDerivedIndexTest implements DerivedIndexContract {

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
    public StudyIndex index() {
        return index;
    }

    @Override
    public StudyIndexWriter writer() {
        return index;
    }

    @Override
    public DerivedIndex derived() {
        return index;
    }

    @Override
    public RejectionIndex rejections() {
        return index.rejections();
    }
}
