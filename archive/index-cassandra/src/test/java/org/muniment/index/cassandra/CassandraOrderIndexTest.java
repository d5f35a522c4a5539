package org.muniment.index.cassandra;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.muniment.archive.order.AppointmentIndex;
import org.muniment.archive.order.AppointmentIndexContract;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.order.OrderIndexContract;
import org.muniment.archive.order.PerformedStepIndex;
import org.muniment.archive.order.PerformedStepIndexContract;

class CassandraOrderIndexTest implements OrderIndexContract, AppointmentIndexContract, PerformedStepIndexContract {

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
    public OrderIndex orders() {
        return index.orders();
    }

    @Override
    public AppointmentIndex appointments() {
        return index.appointments();
    }

    @Override
    public PerformedStepIndex performed() {
        return index.performedSteps();
    }
}
