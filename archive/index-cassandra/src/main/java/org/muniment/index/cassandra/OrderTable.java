package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.List;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderDetails;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.patient.PatientIdentifier;

/** Table {@code imaging_order}. */
final class OrderTable {

    private static final String COLUMNS = "order_id, " + OrderNumberColumns.NAMES
            + ", patient_id, patient_issuer, study_uid, status, procedure, reason, priority, requesting_physician,"
            + " referring_physician, admission_id, steps, told_at, updated_at";

    private final PreparedStatement insert;
    private final PreparedStatement select;

    OrderTable(CqlRunner cql) {
        insert = cql.prepare("INSERT INTO imaging_order (" + COLUMNS + ") VALUES (" + "?, ".repeat(20) + "?)");
        select = cql.prepare("SELECT " + COLUMNS + " FROM imaging_order WHERE order_id = ?");
    }

    BoundStatement insert(ImagingOrder order) {
        DataType codedText = type("procedure");
        UserDefinedType step = (UserDefinedType) ((ListType) type("steps")).getElementType();
        List<UdtValue> steps = order.steps().stream()
                .map(s -> ScheduledStepType.write(s, step))
                .toList();
        OrderDetails details = order.details();
        return OrderNumberColumns.write(order.numbers(), insert.bind())
                .setUuid("order_id", order.id().value())
                .setString("patient_id", order.patient().id())
                .setString("patient_issuer", order.patient().issuer())
                .setString("study_uid", order.study().value())
                .setString("status", order.status().name())
                .setUdtValue("procedure", CodedTextType.write(details.procedure(), codedText))
                .setUdtValue("reason", CodedTextType.write(details.reason(), codedText))
                .setString("priority", details.priority())
                .setString("requesting_physician", details.requestingPhysician())
                .setString("referring_physician", details.referringPhysician())
                .setString("admission_id", details.admissionId())
                .setList("steps", steps, UdtValue.class)
                .setInstant("told_at", order.toldAt())
                .setInstant("updated_at", order.updatedAt());
    }

    private DataType type(String column) {
        return insert.getVariableDefinitions().get(column).getType();
    }

    BoundStatement select(UUID id) {
        return select.bind(id);
    }

    static ImagingOrder read(Row row) {
        return new ImagingOrder(
                new OrderId(row.getUuid("order_id")),
                OrderNumberColumns.read(row),
                new PatientIdentifier(row.getString("patient_id"), row.getString("patient_issuer")),
                new StudyInstanceUid(row.getString("study_uid")),
                OrderStatus.valueOf(row.getString("status")),
                new OrderDetails(
                        CodedTextType.read(row.getUdtValue("procedure")),
                        CodedTextType.read(row.getUdtValue("reason")),
                        row.getString("priority"),
                        row.getString("requesting_physician"),
                        row.getString("referring_physician"),
                        row.getString("admission_id")),
                row.getList("steps", UdtValue.class).stream()
                        .map(ScheduledStepType::read)
                        .toList(),
                row.getInstant("told_at"),
                row.getInstant("updated_at"));
    }
}
