package org.muniment.web.stow;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.json.DicomJsonWriter;
import org.muniment.dicom.xml.NativeModelWriter;
import org.muniment.web.media.Representation;
import org.muniment.web.resource.ResourceUris;
import org.springframework.http.HttpStatus;

/** Sends a report in the form the client accepts. */
record StoreResponse(StoreReport report, Representation form) {

    /** JSON first, as the default (PS3.18 10.5.3.2). */
    static final List<Representation> FORMS = List.of(
            Representation.single(MetadataRequest.JSON),
            Representation.single("application/json"),
            Representation.single(MetadataRequest.XML));

    private static final String RETRY_AFTER_SECONDS = "5";

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = report.status();
        response.setStatus(status.value());
        if (status == HttpStatus.SERVICE_UNAVAILABLE) response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        response.setContentType(form.mediaType());
        Attributes body = report.toAttributes(ResourceUris.of(request));
        if (form.mediaType().equals(MetadataRequest.XML)) new NativeModelWriter(response.getOutputStream()).write(body);
        else new DicomJsonWriter(response.getOutputStream()).write(body);
    }
}
