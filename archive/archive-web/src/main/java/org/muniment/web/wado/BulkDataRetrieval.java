package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.pixel.PixelService;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.StoredValue;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.Tag;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.web.body.Caching;
import org.muniment.web.body.RangedBody;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.PixelMediaType;
import org.muniment.web.media.Representation;
import org.muniment.web.media.Representation.Origin;
import org.muniment.web.multipart.MultipartWriter;

/** Sends single values of instances: bytes as they are, documents and videos by their own media types, compressed images as frames. */
final class BulkDataRetrieval {

    private final ArchivedInstances instances;
    private final BulkDataService values;
    private final FrameService frames;
    private final PixelService pixels;
    private final FrameRetrieval frameRetrieval;

    BulkDataRetrieval(
            ArchivedInstances instances,
            BulkDataService values,
            FrameService frames,
            PixelService pixels,
            FrameRetrieval frameRetrieval) {
        this.instances = instances;
        this.values = values;
        this.frames = frames;
        this.pixels = pixels;
        this.frameRetrieval = frameRetrieval;
    }

    void send(
            InstanceId id,
            ElementPath path,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        InstanceRecord instance = instances.get(id);
        boolean isPixelData = path.isRoot() && path.tag() == Tag.PixelData;
        if (isPixelData && isCompressedImage(instance)) {
            int last = frames.frames(instance);
            FrameList all = new FrameList(IntStream.rangeClosed(1, last).boxed().toList());
            frameRetrieval.send(id, all, acceptance, request, response);
            return;
        }
        List<StoredValue> found = values.find(instance, path);
        if (found.isEmpty()) throw new ArchiveException(ErrorCode.NOT_FOUND, "the instance has no value at " + path);
        Representation form = acceptance.choose(forms(instance, path, isPixelData, found.size()));
        if (Caching.answers(Caching.entityTag(instance, path, form.accepted()), request, response)) return;
        if (form.multipart()) {
            sendParts(found, form, request, response);
        } else {
            response.setContentType(form.contentType());
            new RangedBody(found.get(0).length(), found.get(0)::open).send(request, response);
        }
    }

    private boolean isCompressedImage(InstanceRecord instance) {
        FrameTable table = frames.table(instance);
        return table.encapsulated() && !PixelMediaType.isVideo(instance.transferSyntaxUid());
    }

    private List<Representation> forms(InstanceRecord instance, ElementPath path, boolean isPixelData, int count) {
        List<Representation> forms = new ArrayList<>();
        String syntax = instance.transferSyntaxUid();
        String octets = PixelMediaType.OCTET_STREAM;
        if (isPixelData && PixelMediaType.isVideo(syntax)) {
            String video = PixelMediaType.of(syntax);
            forms.add(Representation.single(video, syntax, Origin.STORED));
            forms.add(Representation.multipart(video, syntax, Origin.STORED));
            forms.add(Representation.single(octets, syntax, Origin.STORED));
            forms.add(Representation.multipart(octets, syntax, Origin.STORED));
            return forms;
        }
        if (path.isRoot() && path.tag() == Tag.EncapsulatedDocument) {
            EncapsulatedDocument.mediaType(pixels.header(instance)).ifPresent(type -> {
                forms.add(Representation.single(type));
                forms.add(Representation.multipart(type));
            });
        }
        if (count == 1) forms.add(Representation.single(octets));
        forms.add(Representation.multipart(octets));
        return forms;
    }

    private static void sendParts(
            List<StoredValue> found, Representation form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        MultipartWriter parts = new MultipartWriter(response.getOutputStream());
        response.setContentType(parts.contentType(form.mediaType()));
        if (RangedBody.isHead(request)) return;
        byte[] buffer = RangedBody.buffer();
        for (StoredValue value : found) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", form.contentType());
            headers.put("Content-Length", String.valueOf(value.length()));
            headers.put("Content-Location", request.getRequestURL().toString());
            try (InputStream in = value.open()) {
                parts.begin(headers);
                RangedBody.copy(in, response.getOutputStream(), buffer);
            }
        }
        parts.close();
    }
}
