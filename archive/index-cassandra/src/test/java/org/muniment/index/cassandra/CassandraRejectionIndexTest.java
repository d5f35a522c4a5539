package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.RejectionIndexContract;
import org.muniment.archive.rejection.RejectionRegister;
import org.muniment.archive.rejection.RejectionRegisterContract;
import org.muniment.archive.rejection.StudyErasure;

class CassandraRejectionIndexTest implements RejectionIndexContract, RejectionRegisterContract {

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
    public StudyErasure erasure() {
        return index.erasure();
    }

    @Override
    public RejectionIndex rejections() {
        return index.rejections();
    }

    @Override
    public RejectionRegister register() {
        return index.rejections().register();
    }
}
