package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.web.media.Acceptance;
import org.muniment.web.resource.ResourceUris;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The instance resources (PS3.18 table 10.4.1-1). */
@RestController
@RequestMapping(ResourceUris.BASE_PATH)
final class InstancesController {

    private final InstanceRetrieval retrieval;

    InstancesController(InstanceRetrieval retrieval) {
        this.retrieval = retrieval;
    }

    @GetMapping("/studies/{study}")
    void study(
            @PathVariable StudyInstanceUid study,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        retrieval.sendMany(RetrieveKeys.ofStudy(study), study.value(), acceptance, request, response);
    }

    @GetMapping("/studies/{study}/series/{series}")
    void series(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RetrieveKeys keys =
                new RetrieveKeys(QueryLevel.SERIES, Optional.empty(), List.of(study), List.of(series), List.of());
        retrieval.sendMany(keys, series.value(), acceptance, request, response);
    }

    @GetMapping("/studies/{study}/series/{series}/instances/{instance}")
    void instance(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RetrieveKeys keys = new RetrieveKeys(
                QueryLevel.IMAGE, Optional.empty(), List.of(study), List.of(series), List.of(instance));
        retrieval.sendOne(keys, instance.value(), acceptance, request, response);
    }
}
