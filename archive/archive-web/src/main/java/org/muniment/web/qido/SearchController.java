package org.muniment.web.qido;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Tag;
import org.muniment.web.resource.ResourceUris;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** QIDO-RS: the resources that can be searched for studies, series and instances (PS3.18 table 10.6.1-1). */
@RestController
@RequestMapping(ResourceUris.BASE_PATH)
final class SearchController {

    private final SearchTransaction search;

    SearchController(SearchTransaction search) {
        this.search = search;
    }

    @GetMapping("/studies")
    void studies(HttpServletRequest request, HttpServletResponse response) throws IOException {
        search.answer(SearchTarget.STUDIES, Map.of(), request, response);
    }

    @GetMapping("/series")
    void series(HttpServletRequest request, HttpServletResponse response) throws IOException {
        search.answer(SearchTarget.SERIES, Map.of(), request, response);
    }

    @GetMapping("/instances")
    void instances(HttpServletRequest request, HttpServletResponse response) throws IOException {
        search.answer(SearchTarget.INSTANCES, Map.of(), request, response);
    }

    @GetMapping("/studies/{study}/series")
    void seriesOfStudy(@PathVariable StudyInstanceUid study, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<Integer, String> path = Map.of(Tag.StudyInstanceUID, study.value());
        search.answer(SearchTarget.SERIES_OF_STUDY, path, request, response);
    }

    @GetMapping("/studies/{study}/instances")
    void instancesOfStudy(
            @PathVariable StudyInstanceUid study, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<Integer, String> path = Map.of(Tag.StudyInstanceUID, study.value());
        search.answer(SearchTarget.INSTANCES_OF_STUDY, path, request, response);
    }

    @GetMapping("/studies/{study}/series/{series}/instances")
    void instancesOfSeries(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Map<Integer, String> path = Map.of(Tag.StudyInstanceUID, study.value(), Tag.SeriesInstanceUID, series.value());
        search.answer(SearchTarget.INSTANCES_OF_SERIES, path, request, response);
    }
}
