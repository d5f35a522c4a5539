package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.message.MessageJournal;
import org.muniment.archive.message.MessageJournalContract;

class CassandraMessageJournalTest implements MessageJournalContract {

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
    public MessageJournal journal() {
        return index.messages();
    }
}
