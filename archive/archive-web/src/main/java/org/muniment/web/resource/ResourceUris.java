package org.muniment.web.resource;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The absolute URIs of studies, series and instances (PS3.18 10.1.1), as the client of a request reaches them. */
public final class ResourceUris {

    /** The path of the DICOMweb services. */
    public static final String BASE_PATH = "/dicom-web";

    private final String base;

    private ResourceUris(String base) {
        this.base = base;
    }

    /** As the request's own target names scheme, host and port; within the view that was asked, see {@code RejectedView}. */
    public static ResourceUris of(HttpServletRequest request) {
        boolean isPrefix = request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH;
        String view = isPrefix ? request.getServletPath() : "";
        return new ResourceUris(
                ServletUriComponentsBuilder.fromContextPath(request).toUriString() + view + BASE_PATH);
    }

    public String study(StudyInstanceUid study) {
        return base + "/studies/" + study;
    }

    public String series(SeriesId series) {
        return study(series.study()) + "/series/" + series.series();
    }

    public String instance(InstanceId instance) {
        return series(instance.seriesId()) + "/instances/" + instance.instance();
    }
}
