package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.web.media.Acceptance;
import org.muniment.web.resource.ResourceUris;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The frame resources (PS3.18 10.4.1.1.6). */
@RestController
@RequestMapping(ResourceUris.BASE_PATH)
final class FramesController {

    private final FrameRetrieval retrieval;

    FramesController(FrameRetrieval retrieval) {
        this.retrieval = retrieval;
    }

    @GetMapping("/studies/{study}/series/{series}/instances/{instance}/frames/{frames}")
    void frames(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            @PathVariable String frames,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        InstanceId id = new InstanceId(study, series, instance);
        retrieval.send(id, FrameList.parse(frames), acceptance, request, response);
    }
}
