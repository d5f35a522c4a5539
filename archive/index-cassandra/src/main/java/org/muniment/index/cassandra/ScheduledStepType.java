package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.time.LocalDateTime;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;

/** Type {@code scheduled_step}. */
final class ScheduledStepType {

    private ScheduledStepType() {}

    static UdtValue write(ScheduledProcedureStep step, UserDefinedType type) {
        return type.newValue(
                step.id(),
                step.modality(),
                step.stationAeTitle(),
                step.start().toLocalDate(),
                step.start().toLocalTime(),
                CodedTextType.write(step.protocol(), type.getFieldTypes().get(type.firstIndexOf("protocol"))),
                step.performingPhysician(),
                step.location(),
                step.status().name());
    }

    static ScheduledProcedureStep read(UdtValue value) {
        return new ScheduledProcedureStep(
                value.getString("id"),
                value.getString("modality"),
                value.getString("station"),
                LocalDateTime.of(value.getLocalDate("start_date"), value.getLocalTime("start_time")),
                CodedTextType.read(value.getUdtValue("protocol")),
                value.getString("physician"),
                value.getString("location"),
                OrderStatus.valueOf(value.getString("status")));
    }
}
