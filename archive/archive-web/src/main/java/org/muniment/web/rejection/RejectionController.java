package org.muniment.web.rejection;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.core.reject.RejectionService;
import org.muniment.lifecycle.records.disposition.Restorations;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.BadParameterException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rejections and restorations by administrators. */
@RestController
@RequestMapping(RejectionController.PATH)
final class RejectionController {

    static final String PATH = "/api/rejections";

    private static final int MOST_LISTED = 1000;

    private final RejectionService rejections;
    private final Restorations restorations;
    private final Clock clock;

    /** Why something is restored; may be left out. */
    record RestorationRequest(String reason) {}

    RejectionController(RejectionService rejections, Restorations restorations, Clock clock) {
        this.rejections = rejections;
        this.restorations = restorations;
        this.clock = clock;
    }

    static String caller() {
        return Caller.current().map(Caller::name).orElse("nobody");
    }

    static URI uri(Rejection rejection) {
        return URI.create(PATH + "/" + rejection.note().instance());
    }

    @PostMapping
    ResponseEntity<RejectionBody> reject(@RequestBody RejectionRequest request) {
        Rejection rejection = rejections.reject(
                request.target(), request.title(), caller(), RejectionRequest.reason(request.reason()));
        return ResponseEntity.created(uri(rejection)).body(RejectionBody.of(rejection));
    }

    /** Those of a study, or the latest of all; further pages by {@code before}, the time of the last one. */
    @GetMapping
    List<RejectionBody> list(
            @RequestParam(required = false) StudyInstanceUid study,
            @RequestParam(required = false) String before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        List<Rejection> found = study != null
                ? rejections.ofStudy(study)
                : rejections.before(before == null ? clock.instant().plusSeconds(1) : instant(before), limit);
        return found.stream().limit(limit).map(RejectionBody::of).toList();
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new BadParameterException("before", "must be a time such as 2024-02-29T12:00:00.000Z");
        }
    }

    @GetMapping("/{id}")
    RejectionBody show(@PathVariable SopInstanceUid id) {
        return RejectionBody.of(rejections.rejection(id));
    }

    @PostMapping("/{id}/restore")
    RejectionBody restore(@PathVariable SopInstanceUid id, @RequestBody(required = false) RestorationRequest request) {
        String reason = RejectionRequest.reason(request == null ? null : request.reason());
        return RejectionBody.of(restorations.restore(id, caller(), reason));
    }
}
