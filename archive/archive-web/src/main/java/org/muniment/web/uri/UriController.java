package org.muniment.web.uri;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.Representation;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;
import org.muniment.web.rendered.RenderedImages;
import org.muniment.web.rendered.RenderedRetrieval;
import org.muniment.web.resource.ResourceUris;
import org.muniment.web.wado.ArchivedInstances;
import org.muniment.web.wado.FrameList;
import org.muniment.web.wado.InstanceRetrieval;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The URI service. An image comes as JPEG where nothing is said, everything else as a DICOM file. */
@RestController
@RequestMapping(ResourceUris.BASE_PATH)
final class UriController {

    private static final String DICOM = "application/dicom";

    private final ArchivedInstances instances;
    private final InstanceRetrieval retrieval;
    private final RenderedRetrieval rendered;

    UriController(ArchivedInstances instances, InstanceRetrieval retrieval, RenderedRetrieval rendered) {
        this.instances = instances;
        this.retrieval = retrieval;
        this.rendered = rendered;
    }

    @GetMapping("/wado")
    void retrieve(QueryParameters query, HttpServletRequest request, HttpServletResponse response) throws IOException {
        UriParameters parameters = new UriParameters(query);
        parameters.requireOffered();
        Acceptance acceptance = acceptance(query, request);
        InstanceRecord instance = instances.get(parameters.instance());
        String mediaType = acceptance.choose(forms(instance)).mediaType();
        if (mediaType.equals(DICOM)) {
            retrieval.sendByItself(instance, Acceptance.of(dicom(query)), request, response);
            return;
        }
        Optional<FrameList> frame = query.single("frameNumber").map(FrameList::parse);
        if (frame.filter(f -> f.numbers().size() > 1).isPresent())
            throw new BadParameterException("frameNumber", "is more than one");
        rendered.sendFrame(instance, frame, mediaType, parameters.rendering(instance), request, response);
    }

    /** contentType goes before Accept (PS3.18 9.1.2.2). */
    private static Acceptance acceptance(QueryParameters query, HttpServletRequest request) {
        Optional<String> contentType = query.single("contentType");
        if (contentType.isEmpty()) return Acceptance.of(null, request.getHeaders("Accept"));
        try {
            return Acceptance.of(contentType.get());
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("contentType", e.getMessage());
        }
    }

    private List<Representation> forms(InstanceRecord instance) {
        List<Representation> forms = new ArrayList<>();
        if (rendered.isImage(instance))
            RenderedImages.MEDIA_TYPES.forEach(type -> forms.add(Representation.single(type)));
        forms.add(Representation.single(DICOM));
        return forms;
    }

    private static String dicom(QueryParameters query) {
        Optional<String> syntax = query.single("transferSyntax");
        if (syntax.isEmpty()) return DICOM;
        if (!syntax.get().matches("\\*|[0-9.]{1,64}"))
            throw new BadParameterException("transferSyntax", "is not a UID");
        return DICOM + "; transfer-syntax=" + syntax.get();
    }
}
