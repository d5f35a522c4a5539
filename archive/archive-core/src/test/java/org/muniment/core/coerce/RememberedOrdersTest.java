package org.muniment.core.coerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class RememberedOrdersTest {

    private Instant now = Instant.EPOCH;
    private final AtomicInteger asked = new AtomicInteger();
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };
    private final Orders orders = new RememberedOrders(
            dataSet -> {
                asked.incrementAndGet();
                Attributes order = new Attributes();
                order.setString(Tag.PatientID, VR.LO, "of " + dataSet.getString(Tag.AccessionNumber));
                return Optional.of(order);
            },
            clock);

    @Test
    void shouldAskOnceForInstancesThatComeTogether() {
        for (int instance = 1; instance <= 3; instance++)
            assertThat(orders.of(instance("A1", instance)).orElseThrow().getString(Tag.PatientID))
                    .isEqualTo("of A1");
        assertThat(asked).hasValue(1);

        assertThat(orders.of(instance("A2", 1)).orElseThrow().getString(Tag.PatientID))
                .isEqualTo("of A2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void shouldAskAgainAfterSomeSeconds() {
        orders.of(instance("A1", 1));
        now = now.plusSeconds(5);
        orders.of(instance("A1", 2));
        assertThat(asked).hasValue(2);
    }

    private static Attributes instance(String accession, int number) {
        Attributes dataSet = new Attributes();
        dataSet.setString(Tag.AccessionNumber, VR.SH, accession);
        dataSet.setString(Tag.InstanceNumber, VR.IS, String.valueOf(number));
        return dataSet;
    }
}
