package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;

/** The columns by which {@code imaging_order} and {@code appointment} keep an order's numbers. */
final class OrderNumberColumns {

    static final String NAMES =
            "placer, placer_namespace, filler, filler_namespace, accession, accession_issuer, procedure_id";

    private OrderNumberColumns() {}

    static BoundStatement write(OrderNumbers numbers, BoundStatement row) {
        return row.setString("placer", numbers.placer().number())
                .setString("placer_namespace", numbers.placer().namespace())
                .setString("filler", numbers.filler().number())
                .setString("filler_namespace", numbers.filler().namespace())
                .setString("accession", numbers.accession().number())
                .setString("accession_issuer", numbers.accession().issuer())
                .setString("procedure_id", numbers.requestedProcedureId());
    }

    static OrderNumbers read(Row row) {
        return new OrderNumbers(
                new OrderNumber(row.getString("placer"), row.getString("placer_namespace")),
                new OrderNumber(row.getString("filler"), row.getString("filler_namespace")),
                new AccessionNumber(row.getString("accession"), row.getString("accession_issuer")),
                row.getString("procedure_id"));
    }
}
