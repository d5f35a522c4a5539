package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.commitment.CommitmentRegister;
import org.muniment.archive.commitment.CommitmentRegisterContract;

class CassandraCommitmentRegisterTest implements CommitmentRegisterContract {

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
    public CommitmentRegister commitments() {
        return index.commitments();
    }
}
