package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.ElementPath;
import org.muniment.web.media.Acceptance;
import org.muniment.web.problem.BadParameterException;
import org.muniment.web.resource.ResourceUris;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bulk data that metadata refers to (PS3.18 10.4.1.1.5), at tags and item numbers: {@code …/bulkdata/54000100/1/54001010}. */
@RestController
@RequestMapping(ResourceUris.BASE_PATH)
final class BulkDataController {

    private final BulkDataRetrieval retrieval;

    BulkDataController(BulkDataRetrieval retrieval) {
        this.retrieval = retrieval;
    }

    @GetMapping("/studies/{study}/series/{series}/instances/{instance}/bulkdata/{*path}")
    void bulkData(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            @PathVariable String path,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        InstanceId id = new InstanceId(study, series, instance);
        retrieval.send(id, elementPath(path.substring(1)), acceptance, request, response);
    }

    private static ElementPath elementPath(String path) {
        try {
            return ElementPath.of(path);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("path", e.getMessage());
        }
    }
}
