package org.muniment.web.order;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.order.OrderService;
import org.muniment.web.access.Caller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which order a study was taken for: what its numbers say, or what a person decided. */
@RestController
@RequestMapping("/api/studies/{study}/order")
final class StudyOrderController {

    /** @param order its id; null where the study is of none */
    record LinkRequest(String order) {}

    /** @param order null where there is none */
    record StudyOrderBody(String study, OrderBody order) {}

    private final OrderService orders;
    private final ArchiveIndex index;
    private final Clock clock;

    StudyOrderController(OrderService orders, ArchiveIndex index, Clock clock) {
        this.orders = orders;
        this.index = index;
        this.clock = clock;
    }

    @GetMapping
    StudyOrderBody show(@PathVariable String study) {
        StudyRecord found = find(OrderController.study(study));
        return new StudyOrderBody(
                study, orders.forStudy(found).map(OrderBody::of).orElse(null));
    }

    @PutMapping
    StudyOrderBody link(@PathVariable String study, @RequestBody LinkRequest request) {
        Optional<OrderId> order = Optional.ofNullable(request.order()).map(OrderController::id);
        orders.link(find(OrderController.study(study)).id(), order, caller());
        return show(study);
    }

    @DeleteMapping
    StudyOrderBody unlink(@PathVariable String study) {
        orders.unlink(find(OrderController.study(study)).id(), caller());
        return show(study);
    }

    private StudyRecord find(StudyInstanceUid study) {
        try (Stream<StudyRecord> found = index.reader().studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.findFirst()
                    .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such study"));
        }
    }

    private Provenance caller() {
        return new Provenance(Caller.current().map(Caller::name).orElse("nobody"), "", clock.instant());
    }
}
