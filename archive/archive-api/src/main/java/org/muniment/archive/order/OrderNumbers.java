package org.muniment.archive.order;

import java.util.Objects;

/**
 * What an order is known by.
 *
 * @param requestedProcedureId Requested Procedure ID (0040,1001), IPC-2; empty where it is not known
 */
public record OrderNumbers(
        OrderNumber placer, OrderNumber filler, AccessionNumber accession, String requestedProcedureId) {

    public static final OrderNumbers NONE =
            new OrderNumbers(OrderNumber.NONE, OrderNumber.NONE, AccessionNumber.NONE, "");

    public OrderNumbers {
        Objects.requireNonNull(placer);
        Objects.requireNonNull(filler);
        Objects.requireNonNull(accession);
        requestedProcedureId = requestedProcedureId.strip();
    }

    /** Whether there is none that leads to an order. */
    public boolean isEmpty() {
        return placer.isEmpty() && filler.isEmpty() && accession.isEmpty();
    }

    /** These, with those of {@code others} where one is lacking. */
    public OrderNumbers or(OrderNumbers others) {
        return new OrderNumbers(
                placer.isEmpty() ? others.placer : placer,
                filler.isEmpty() ? others.filler : filler,
                accession.isEmpty() ? others.accession : accession,
                requestedProcedureId.isEmpty() ? others.requestedProcedureId : requestedProcedureId);
    }
}
