package org.muniment.web.rejection;

import java.util.List;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.reject.RejectionTarget;
import org.muniment.web.resource.ResourceUris;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code DELETE} of a study, series or instance, which the standard does not have but many servers and clients do. Nothing is destroyed: it is
 * a rejection, for quality reasons unless the parameter {@code code} says otherwise; {@code Content-Location} leads to it.
 */
@RestController
@RequestMapping(ResourceUris.BASE_PATH + "/studies/{study}")
final class DeleteController {

    private static final String QUALITY = "113001";

    private final RejectionService rejections;

    DeleteController(RejectionService rejections) {
        this.rejections = rejections;
    }

    @DeleteMapping
    ResponseEntity<Void> study(
            @PathVariable StudyInstanceUid study,
            @RequestParam(defaultValue = QUALITY) String code,
            @RequestParam(required = false) String reason) {
        return reject(new RejectionTarget(study, List.of(), List.of()), code, reason);
    }

    @DeleteMapping("/series/{series}")
    ResponseEntity<Void> series(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @RequestParam(defaultValue = QUALITY) String code,
            @RequestParam(required = false) String reason) {
        return reject(new RejectionTarget(study, List.of(series), List.of()), code, reason);
    }

    @DeleteMapping("/series/{series}/instances/{instance}")
    ResponseEntity<Void> instance(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            @RequestParam(defaultValue = QUALITY) String code,
            @RequestParam(required = false) String reason) {
        return reject(new RejectionTarget(study, List.of(series), List.of(instance)), code, reason);
    }

    private ResponseEntity<Void> reject(RejectionTarget target, String code, String reason) {
        Rejection rejection = rejections.reject(
                target, RejectionRequest.code(code), RejectionController.caller(), RejectionRequest.reason(reason));
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.CONTENT_LOCATION,
                        RejectionController.uri(rejection).toString())
                .build();
    }
}
