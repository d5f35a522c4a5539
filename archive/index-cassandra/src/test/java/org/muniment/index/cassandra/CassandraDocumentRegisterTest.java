package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.lifecycle.DocumentRegisterContract;

class CassandraDocumentRegisterTest implements DocumentRegisterContract {

    private static CqlSession session;
    private static DocumentRegister register;

    @BeforeAll
    static void open() {
        session = TestIndex.session();
        register = new CassandraDocumentRegister(new CqlRunner(session, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public DocumentRegister register() {
        return register;
    }
}
