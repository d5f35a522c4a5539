package org.muniment.web.rendered;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.StoredValue;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.web.body.Caching;
import org.muniment.web.body.RangedBody;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.PixelMediaType;
import org.muniment.web.media.Representation;
import org.muniment.web.wado.EncapsulatedDocument;

/** Sends videos and documents, which the web knows by themselves, in their own bytes; any part of them. */
record WholeMedia(FrameService frames, BulkDataService bulkData) {

    private static final ElementPath DOCUMENT = ElementPath.of("00420011");

    /** @throws ArchiveException NOT_CONVERTIBLE where the instance is neither */
    void send(
            InstanceRecord instance,
            Attributes header,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        FrameTable table = frames.table(instance);
        Optional<String> document = EncapsulatedDocument.mediaType(header);
        if (PixelMediaType.isVideo(instance.transferSyntaxUid()) && table.frames() > 0) {
            send(
                    instance,
                    PixelMediaType.of(instance.transferSyntaxUid()),
                    frames.value(instance, 1),
                    acceptance,
                    request,
                    response);
        } else if (document.isPresent()) {
            List<StoredValue> found = bulkData.find(instance, DOCUMENT);
            send(instance, document.get(), found.get(0), acceptance, request, response);
        } else {
            throw new ArchiveException(
                    ErrorCode.NOT_CONVERTIBLE, "the instance is neither an image nor a video nor a document");
        }
    }

    private static void send(
            InstanceRecord instance,
            String mediaType,
            StoredValue value,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Representation form = acceptance.choose(List.of(Representation.single(mediaType)));
        if (Caching.answers(Caching.entityTag(instance, mediaType), request, response)) return;
        response.setContentType(form.mediaType());
        new RangedBody(value.length(), value::open).send(request, response);
    }
}
