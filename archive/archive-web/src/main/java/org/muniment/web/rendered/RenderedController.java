package org.muniment.web.rendered;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.web.resource.ResourceUris;
import org.muniment.web.wado.FrameList;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rendered resources and thumbnails of studies, series, instances and frames (PS3.18 tables 10.4.1-4 and 10.4.1-5). */
@RestController
@RequestMapping(ResourceUris.BASE_PATH + "/studies/{study}")
final class RenderedController {

    private static final String SERIES = "/series/{series}";
    private static final String INSTANCE = SERIES + "/instances/{instance}";
    private static final String FRAMES = INSTANCE + "/frames/{frames}";

    private final RenderedRetrieval retrieval;

    RenderedController(RenderedRetrieval retrieval) {
        this.retrieval = retrieval;
    }

    @GetMapping({"/rendered", "/thumbnail"})
    void study(@PathVariable StudyInstanceUid study, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        retrieval.sendMany(RetrieveKeys.ofStudy(study), kind(request), request, response);
    }

    @GetMapping({SERIES + "/rendered", SERIES + "/thumbnail"})
    void series(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RetrieveKeys keys =
                new RetrieveKeys(QueryLevel.SERIES, Optional.empty(), List.of(study), List.of(series), List.of());
        retrieval.sendMany(keys, kind(request), request, response);
    }

    @GetMapping({INSTANCE + "/rendered", INSTANCE + "/thumbnail"})
    void instance(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        retrieval.sendInstance(new InstanceId(study, series, instance), kind(request), request, response);
    }

    @GetMapping({FRAMES + "/rendered", FRAMES + "/thumbnail"})
    void frames(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            @PathVariable String frames,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        InstanceId id = new InstanceId(study, series, instance);
        retrieval.sendFrames(id, FrameList.parse(frames), kind(request), request, response);
    }

    private static RenderedKind kind(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/thumbnail") ? RenderedKind.THUMBNAIL : RenderedKind.RENDERED;
    }
}
