package org.muniment.core.order;

import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.StudyLink;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what becomes of orders into the audit trail: the archive's names for them, none of the patient's. */
final class OrderAudit {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.LOGGER);

    private OrderAudit() {}

    static void changed(String operation, OrderStatus before, ImagingOrder order, Provenance by) {
        log.info(
                "{}",
                line(operation, by)
                        .add("order", order.id())
                        .add("study", order.study())
                        .add("from", before == order.status() ? null : before)
                        .add("status", order.status()));
    }

    static void linked(StudyLink link, Provenance by) {
        log.info(
                "{}",
                line("LINK-ORDER", by)
                        .add("study", link.study())
                        .add("order", link.order().map(Object::toString).orElse("none")));
    }

    static void unlinked(StudyLink link, Provenance by) {
        log.info(
                "{}",
                line("UNLINK-ORDER", by)
                        .add("study", link.study())
                        .add("order", link.order().map(Object::toString).orElse("none")));
    }

    private static AuditLine line(String operation, Provenance by) {
        return new AuditLine()
                .add("operation", operation)
                .add("outcome", "success")
                .add("by", by.by())
                .add("reference", by.reference().isEmpty() ? null : by.reference());
    }
}
