package org.muniment.web.metadata;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.metadata.Metadata;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.web.body.Caching;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.Representation;
import org.muniment.web.resource.DataSetsBody;
import org.muniment.web.resource.ResourceUris;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * The metadata resources of WADO-RS (PS3.18 10.4.1.1.2). Clients may keep what they got and have to ask whether it is still true, which costs
 * next to nothing (ADR 0082).
 */
@RestController
@RequestMapping(ResourceUris.BASE_PATH + "/studies/{study}")
final class MetadataController {

    private final SeriesMetadataService metadata;

    MetadataController(SeriesMetadataService metadata) {
        this.metadata = metadata;
    }

    @GetMapping("/metadata")
    void study(@PathVariable StudyInstanceUid study, ServletWebRequest exchange) throws IOException {
        Representation form = form(exchange);
        answer(metadata.study(study), form, exchange);
    }

    @GetMapping("/series/{series}/metadata")
    void series(
            @PathVariable StudyInstanceUid study, @PathVariable SeriesInstanceUid series, ServletWebRequest exchange)
            throws IOException {
        Representation form = form(exchange);
        answer(metadata.series(new SeriesId(study, series)), form, exchange);
    }

    @GetMapping("/series/{series}/instances/{instance}/metadata")
    void instance(
            @PathVariable StudyInstanceUid study,
            @PathVariable SeriesInstanceUid series,
            @PathVariable SopInstanceUid instance,
            ServletWebRequest exchange)
            throws IOException {
        Representation form = form(exchange);
        answer(metadata.instance(new InstanceId(study, series, instance)), form, exchange);
    }

    private static Representation form(ServletWebRequest exchange) {
        return Acceptance.of(exchange.getRequest()).choose(DataSetsBody.FORMS);
    }

    private static void answer(Metadata metadata, Representation form, ServletWebRequest exchange) throws IOException {
        HttpServletResponse response = exchange.getResponse();
        Caching.setPrivate(response);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        // weak: with or without compression it is the same to the client
        String tag = "W/\"" + metadata.entityTag() + (form.multipart() ? "-xml" : "") + '"';
        if (exchange.checkNotModified(tag)) return;
        if (form.multipart()) XmlMetadata.write(metadata, form, response);
        else writeJson(metadata, form, exchange.getRequest(), response);
    }

    private static void writeJson(
            Metadata metadata, Representation form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean gzip = ContentCoding.acceptsGzip(request.getHeaders(HttpHeaders.ACCEPT_ENCODING));
        response.setContentType(form.contentType());
        if (gzip) response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        try (InputStream in = gzip ? metadata.gzipped() : metadata.json()) {
            in.transferTo(response.getOutputStream());
        }
    }
}
