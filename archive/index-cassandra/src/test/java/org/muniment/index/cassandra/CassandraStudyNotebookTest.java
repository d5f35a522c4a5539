package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.lifecycle.StudyNotebookContract;

class CassandraStudyNotebookTest implements StudyNotebookContract {

    private static CqlSession session;
    private static StudyNotebook notebook;

    @BeforeAll
    static void open() {
        session = TestIndex.session();
        notebook = new CassandraStudyNotebook(new CqlRunner(session, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public StudyNotebook notebook() {
        return notebook;
    }
}
