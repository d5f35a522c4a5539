package org.muniment.web.order;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderAccess;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderNumber;
import org.muniment.core.order.OrderService;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders, by one of their numbers. */
@RestController
@RequestMapping("/api/orders")
final class OrderController {

    private static final int MOST_LISTED = 1000;

    private final OrderService orders;

    OrderController(OrderService orders) {
        this.orders = orders;
    }

    @GetMapping
    List<OrderBody> list(
            @RequestParam(required = false) String accession,
            @RequestParam(required = false) String placer,
            @RequestParam(required = false) String filler,
            @RequestParam(required = false) String study) {
        List<OrderAccess> asked = new ArrayList<>();
        if (accession != null) asked.add(new OrderAccess.ByAccession(new AccessionNumber(accession, "")));
        if (placer != null) asked.add(new OrderAccess.ByPlacer(new OrderNumber(placer, "")));
        if (filler != null) asked.add(new OrderAccess.ByFiller(new OrderNumber(filler, "")));
        if (study != null) asked.add(new OrderAccess.ByStudy(study(study)));
        if (asked.size() != 1)
            throw new BadParameterException(
                    "accession", "or one of placer, filler and study must be given, and one only");
        try (Stream<ImagingOrder> found = orders.search(asked.get(0))) {
            return found.limit(MOST_LISTED).map(OrderBody::of).toList();
        }
    }

    @GetMapping("/{id}")
    OrderBody show(@PathVariable String id) {
        return orders.find(id(id)).map(OrderBody::of).orElseThrow(OrderController::notFound);
    }

    static OrderId id(String text) {
        try {
            return OrderId.of(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    static StudyInstanceUid study(String uid) {
        try {
            return new StudyInstanceUid(uid);
        } catch (ArchiveException e) {
            throw new BadParameterException("study", "must be a UID");
        }
    }

    static ArchiveException notFound() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "there is no such order");
    }
}
