package org.muniment.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.order.ScheduledProcedureStep;

class StatusTableTest {

    /** Each row: a status and what becomes of it by each event; - where nothing does. */
    @ParameterizedTest
    @CsvSource({
        "from,         ORDERED,   CALLED_OFF,   BROKEN_OFF,   HELD,    RELEASED,  STARTED,     COMPLETED, DISCONTINUED, WRONG_ENTRY, IMAGES_ARRIVED",
        "SCHEDULED,    -,         CANCELLED,    CANCELLED,    ON_HOLD, -,         IN_PROGRESS, COMPLETED, DISCONTINUED, -,           IN_PROGRESS",
        "ON_HOLD,      SCHEDULED, CANCELLED,    CANCELLED,    -,       SCHEDULED, IN_PROGRESS, COMPLETED, DISCONTINUED, -,           IN_PROGRESS",
        "IN_PROGRESS,  -,         DISCONTINUED, DISCONTINUED, -,       -,         -,           COMPLETED, DISCONTINUED, SCHEDULED,   -",
        "COMPLETED,    -,         -,            -,            -,       -,         IN_PROGRESS, -,         -,            -,           -",
        "DISCONTINUED, SCHEDULED, -,            -,            -,       -,         IN_PROGRESS, COMPLETED, -,            SCHEDULED,   -",
        "CANCELLED,    SCHEDULED, -,            -,            -,       -,         IN_PROGRESS, COMPLETED, DISCONTINUED, -,           IN_PROGRESS",
    })
    void shouldSayWhatBecomesOfEachStatusByEachEvent(
            String from,
            String a,
            String b,
            String c,
            String d,
            String e,
            String f,
            String g,
            String h,
            String i,
            String j) {
        List<String> row = List.of(a, b, c, d, e, f, g, h, i, j);
        if (from.equals("from")) {
            assertThat(row)
                    .isEqualTo(
                            Arrays.stream(OrderEvent.values()).map(Enum::name).toList());
            return;
        }
        OrderStatus status = OrderStatus.valueOf(from);
        for (OrderEvent event : OrderEvent.values()) {
            String next = row.get(event.ordinal());
            assertThat(StatusTable.next(status, event))
                    .as("%s by %s", from, event)
                    .isEqualTo(next.equals("-") ? status : OrderStatus.valueOf(next));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULED SCHEDULED,    SCHEDULED",
        "COMPLETED SCHEDULED,    IN_PROGRESS",
        "COMPLETED COMPLETED,    COMPLETED",
        "COMPLETED CANCELLED,    COMPLETED",
        "DISCONTINUED COMPLETED, COMPLETED",
        "DISCONTINUED CANCELLED, DISCONTINUED",
        "CANCELLED CANCELLED,    CANCELLED",
        "ON_HOLD CANCELLED,      ON_HOLD",
        "ON_HOLD IN_PROGRESS,    IN_PROGRESS",
    })
    void shouldSayWhatAnOrderIsAtByItsSteps(String steps, OrderStatus order) {
        assertThat(StatusTable.of(steps(steps))).isEqualTo(order);
    }

    @Test
    void shouldLeaveStepsThatHaveEndedOutOfWhatBecomesOfTheRest() {
        assertThat(StatusTable.next(steps("COMPLETED SCHEDULED IN_PROGRESS CANCELLED"), OrderEvent.COMPLETED))
                .extracting(ScheduledProcedureStep::status)
                .containsExactly(
                        OrderStatus.COMPLETED, OrderStatus.COMPLETED, OrderStatus.COMPLETED, OrderStatus.CANCELLED);
        assertThat(StatusTable.next(steps("CANCELLED CANCELLED"), OrderEvent.ORDERED))
                .extracting(ScheduledProcedureStep::status)
                .containsOnly(OrderStatus.SCHEDULED);
    }

    private static List<ScheduledProcedureStep> steps(String statuses) {
        return Arrays.stream(statuses.split(" "))
                .map(status -> SampleOrder.step(status, SampleOrder.START).withStatus(OrderStatus.valueOf(status)))
                .toList();
    }
}
