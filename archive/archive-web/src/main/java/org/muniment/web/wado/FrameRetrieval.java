package org.muniment.web.wado;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.pixel.PixelService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.StoredValue;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.web.body.Caching;
import org.muniment.web.body.RangedBody;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.Representation;
import org.muniment.web.multipart.MultipartWriter;
import org.muniment.web.resource.ResourceUris;

/** Sends frames of one instance: each one positioned read where it is wanted as it is stored, else decoded and perhaps encoded anew. */
final class FrameRetrieval {

    private final ArchivedInstances instances;
    private final FrameService frames;
    private final PixelService pixels;

    FrameRetrieval(ArchivedInstances instances, FrameService frames, PixelService pixels) {
        this.instances = instances;
        this.frames = frames;
        this.pixels = pixels;
    }

    void send(
            InstanceId id,
            FrameList list,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        InstanceRecord instance = instances.get(id);
        FrameTable table = frames.table(instance);
        if (table.frames() == 0) throw new ArchiveException(ErrorCode.NOT_FOUND, "the instance has no frames");
        list.requireWithin(table.frames());
        Representation form = acceptance.choose(new FrameForms(pixels)
                .of(
                        instance.transferSyntaxUid(),
                        table.encapsulated(),
                        list.numbers().size() == 1));
        String entityTag = Caching.entityTag(instance, list, form.accepted());
        if (Caching.answers(entityTag, request, response)) return;
        boolean asStored = !table.encapsulated()
                        && !TransferSyntax.of(form.transferSyntaxUid()).encapsulated()
                || form.transferSyntaxUid().equals(instance.transferSyntaxUid());
        if (form.multipart()) sendParts(instance, list, form, asStored, request, response);
        else sendSingle(instance, list.numbers().get(0), form, asStored, request, response);
    }

    private void sendParts(
            InstanceRecord instance,
            FrameList list,
            Representation form,
            boolean asStored,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        MultipartWriter parts = new MultipartWriter(response.getOutputStream());
        response.setContentType(parts.contentType(form.mediaType()));
        if (RangedBody.isHead(request)) return;
        String location = ResourceUris.of(request).instance(instance.id()) + "/frames/";
        byte[] buffer = asStored ? RangedBody.buffer() : null;
        Attributes header = asStored ? null : pixels.header(instance);
        for (int number : list.numbers()) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", form.contentType());
            headers.put("Content-Location", location + number);
            if (asStored) {
                StoredValue frame = frames.value(instance, number);
                headers.put("Content-Length", String.valueOf(frame.length()));
                try (InputStream in = frame.open()) {
                    parts.begin(headers);
                    RangedBody.copy(in, response.getOutputStream(), buffer);
                }
            } else {
                convert(instance, header, number, form, bytes -> {
                    headers.put("Content-Length", String.valueOf(bytes.length));
                    parts.begin(headers);
                    response.getOutputStream().write(bytes);
                });
            }
        }
        parts.close();
    }

    private void sendSingle(
            InstanceRecord instance,
            int number,
            Representation form,
            boolean asStored,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(form.contentType());
        if (asStored) {
            StoredValue frame = frames.value(instance, number);
            new RangedBody(frame.length(), frame::open).send(request, response);
            return;
        }
        if (RangedBody.isHead(request)) return;
        convert(instance, pixels.header(instance), number, form, bytes -> {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        });
    }

    private interface Sending {
        void send(byte[] bytes) throws IOException;
    }

    private void convert(InstanceRecord instance, Attributes header, int number, Representation form, Sending sending)
            throws IOException {
        boolean encoded = TransferSyntax.of(form.transferSyntaxUid()).encapsulated();
        pixels.decode(
                instance,
                header,
                number,
                frame -> sending.send(encoded ? pixels.encode(frame, form.transferSyntaxUid()) : frame.pixels()));
    }
}
