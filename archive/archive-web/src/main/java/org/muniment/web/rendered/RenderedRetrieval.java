package org.muniment.web.rendered;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.pixel.PixelService;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.web.body.Caching;
import org.muniment.web.body.RangedBody;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.Representation;
import org.muniment.web.multipart.MultipartWriter;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.wado.ArchivedInstances;
import org.muniment.web.wado.FrameList;

/**
 * Sends images rendered. One image of a study, a series or a multi-frame instance is the one that stands for it; who accepts multipart/related
 * gets all. Documents and videos are sent as they are (PS3.18 table 8.7.4-1).
 */
public final class RenderedRetrieval {

    private final ArchivedInstances instances;
    private final Representatives representatives;
    private final FrameService frames;
    private final PixelService pixels;
    private final RenderedImages images;
    private final WholeMedia wholeMedia;

    RenderedRetrieval(ArchivedInstances instances, FrameService frames, PixelService pixels, BulkDataService bulkData) {
        this.instances = instances;
        this.representatives = new Representatives(instances.retrieve(), frames);
        this.frames = frames;
        this.pixels = pixels;
        this.images = new RenderedImages(pixels);
        this.wholeMedia = new WholeMedia(frames, bulkData);
    }

    /** One exchange, and what is asked for in it. */
    private record Asked(
            Acceptance acceptance,
            RenderingParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response) {

        static Asked of(RenderedKind kind, HttpServletRequest request, HttpServletResponse response) {
            QueryParameters query = QueryParameters.parse(request.getQueryString());
            RenderingParameters parameters = RenderingParameters.of(query, kind.viewport());
            return of(Acceptance.of(request), parameters, request, response);
        }

        static Asked of(
                Acceptance acceptance,
                RenderingParameters parameters,
                HttpServletRequest request,
                HttpServletResponse response) {
            for (String name : parameters.ignored())
                response.addHeader("Warning", "299 muniment \"" + name + " has no effect\"");
            return new Asked(acceptance, parameters, request, response);
        }
    }

    /**
     * Sends one frame.
     *
     * @param frame empty for the one that stands for all
     * @param mediaType one of {@link RenderedImages#MEDIA_TYPES}
     * @throws ArchiveException NOT_FOUND where there is no such frame, NOT_CONVERTIBLE where it can't be rendered
     */
    public void sendFrame(
            InstanceRecord instance,
            Optional<FrameList> frame,
            String mediaType,
            RenderingParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        frame.ifPresent(f -> f.requireWithin(frames.frames(instance)));
        Asked asked = Asked.of(Acceptance.of(mediaType), parameters, request, response);
        sendFrames(instance, frame, Representation.single(mediaType), asked);
    }

    /** Whether it can be looked at frame by frame. */
    public boolean isImage(InstanceRecord instance) {
        return representatives.isImage(instance);
    }

    void sendMany(RetrieveKeys keys, RenderedKind kind, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Asked asked = Asked.of(kind, request, response);
        InstanceRecord representative = representatives.of(keys).orElseThrow(RenderedRetrieval::noImage);
        Representation form = asked.acceptance().choose(forms(true));
        if (!form.multipart()) {
            sendFrames(representative, Optional.empty(), form, asked);
            return;
        }
        Caching.setPrivate(response);
        MultipartWriter parts = new MultipartWriter(response.getOutputStream());
        response.setContentType(parts.contentType(form.mediaType()));
        if (RangedBody.isHead(request)) return;
        try (Stream<InstanceRecord> found = representatives.images(keys)) {
            Iterator<InstanceRecord> each = found.iterator();
            while (each.hasNext()) {
                InstanceRecord instance = each.next();
                Attributes header = pixels.header(instance);
                sendPart(instance, header, representatives.frame(instance, header), form, parts, asked);
            }
        }
        parts.close();
    }

    void sendInstance(InstanceId id, RenderedKind kind, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Asked asked = Asked.of(kind, request, response);
        InstanceRecord instance = instances.get(id);
        if (kind == RenderedKind.RENDERED && !representatives.isImage(instance)) {
            wholeMedia.send(instance, pixels.header(instance), asked.acceptance(), request, response);
            return;
        }
        FrameTable table = frames.table(instance);
        if (!representatives.isImage(instance) || table.frames() == 0) throw noImage();
        Representation form = asked.acceptance().choose(forms(true));
        Optional<FrameList> all = form.multipart()
                ? Optional.of(new FrameList(
                        IntStream.rangeClosed(1, table.frames()).boxed().toList()))
                : Optional.empty();
        sendFrames(instance, all, form, asked);
    }

    void sendFrames(
            InstanceId id, FrameList list, RenderedKind kind, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Asked asked = Asked.of(kind, request, response);
        InstanceRecord instance = instances.get(id);
        if (!representatives.isImage(instance)) throw noImage();
        list.requireWithin(frames.frames(instance));
        Representation form = asked.acceptance().choose(forms(list.numbers().size() == 1));
        sendFrames(instance, Optional.of(list), form, asked);
    }

    private static ArchiveException noImage() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "nothing of this UID that is an image is archived");
    }

    private static List<Representation> forms(boolean single) {
        List<Representation> forms = new ArrayList<>();
        if (single) RenderedImages.MEDIA_TYPES.forEach(type -> forms.add(Representation.single(type)));
        RenderedImages.MEDIA_TYPES.forEach(type -> forms.add(Representation.multipart(type)));
        return forms;
    }

    /** @param list empty for the frame that stands for all */
    private void sendFrames(InstanceRecord instance, Optional<FrameList> list, Representation form, Asked asked)
            throws IOException {
        RenderingParameters parameters = asked.parameters();
        String entityTag = Caching.entityTag(
                instance, list, form.accepted(), parameters.rendering().toString(), parameters.quality());
        HttpServletResponse response = asked.response();
        if (Caching.answers(entityTag, asked.request(), response)) return;
        boolean head = RangedBody.isHead(asked.request());
        if (!form.multipart()) {
            response.setContentType(form.mediaType());
            if (head) return;
            Attributes header = pixels.header(instance);
            int frame = list.map(l -> l.numbers().get(0)).orElseGet(() -> representatives.frame(instance, header));
            images.write(instance, header, frame, parameters, form.mediaType(), response::getOutputStream);
            return;
        }
        MultipartWriter parts = new MultipartWriter(response.getOutputStream());
        response.setContentType(parts.contentType(form.mediaType()));
        if (head) return;
        Attributes header = pixels.header(instance);
        for (int frame : list.orElseThrow().numbers()) sendPart(instance, header, frame, form, parts, asked);
        parts.close();
    }

    private void sendPart(
            InstanceRecord instance,
            Attributes header,
            int frame,
            Representation form,
            MultipartWriter parts,
            Asked asked)
            throws IOException {
        images.write(instance, header, frame, asked.parameters(), form.mediaType(), () -> {
            parts.begin(Map.of("Content-Type", form.mediaType()));
            return asked.response().getOutputStream();
        });
    }
}
