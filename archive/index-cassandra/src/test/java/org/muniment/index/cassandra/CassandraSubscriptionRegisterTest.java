package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.subscription.SubscriptionRegister;
import org.muniment.archive.subscription.SubscriptionRegisterContract;

class CassandraSubscriptionRegisterTest implements SubscriptionRegisterContract {

    private static CqlSession session;
    private static SubscriptionRegister register;

    @BeforeAll
    static void open() {
        session = TestIndex.session();
        register = new CassandraSubscriptionRegister(new CqlRunner(session, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public SubscriptionRegister register() {
        return register;
    }
}
