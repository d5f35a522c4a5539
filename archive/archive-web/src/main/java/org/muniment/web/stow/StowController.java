package org.muniment.web.stow;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestService;
import org.muniment.dicom.json.DicomJsonException;
import org.muniment.web.access.user.Role;
import org.muniment.web.audit.AuditedStudies;
import org.muniment.web.media.Acceptance;
import org.muniment.web.media.ContentType;
import org.muniment.web.media.Representation;
import org.muniment.web.multipart.MultipartException;
import org.muniment.web.multipart.MultipartReader;
import org.muniment.web.multipart.Part;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Store transaction (PS3.18 10.5). Instances are stored one by one as they come, each on its own account. */
@RestController
final class StowController {

    static final String DICOM = "application/dicom";

    /** What a request may bring; the answer to each takes memory until the end. */
    private static final int MOST_PARTS = 10_000;

    private static final String ANONYMOUS = "STOW-RS";
    private static final List<MediaType> SUPPORTED = List.of(
            MediaType.parseMediaType("multipart/related"),
            MediaType.parseMediaType(DICOM),
            MediaType.parseMediaType(MetadataRequest.JSON),
            MediaType.parseMediaType(MetadataRequest.XML));

    private final IngestService ingest;
    private final UploadPolicies policies;
    private final Spool spool;

    StowController(IngestService ingest, UploadPolicies policies, Spool spool) {
        this.ingest = ingest;
        this.policies = policies;
        this.spool = spool;
    }

    @PostMapping({"/dicom-web/studies", "/dicom-web/studies/{study}"})
    void store(
            @PathVariable(required = false) StudyInstanceUid study,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        Representation form = acceptance.choose(StoreResponse.FORMS);
        Principal user = request.getUserPrincipal();
        String source = user == null ? ANONYMOUS : user.getName();
        StoreReport report = new StoreReport();
        // who may upload may not hide what others have uploaded
        IngestPolicy policy = policies.of(source).withMayReject(request.isUserInRole(Role.ADMINISTRATOR.name()));
        store(request, new InstanceReceiver(ingest, source, policy, Optional.ofNullable(study)), report);
        AuditedStudies.note(request, report.studies());
        new StoreResponse(report, form).send(request, response);
    }

    private void store(HttpServletRequest request, InstanceReceiver receiver, StoreReport report)
            throws IOException, HttpMediaTypeNotSupportedException {
        ContentType type = contentType(request);
        InputStream body = request.getInputStream();
        try {
            switch (type.name()) {
                case DICOM -> report.add(receiver.receive(body));
                case "multipart/related" -> storeParts(type, body, receiver, report);
                case MetadataRequest.JSON, MetadataRequest.XML -> {
                    try (SpooledFiles files = spool.open()) {
                        new MetadataRequest(files, receiver, report).read(type.name(), body);
                    }
                }
                default -> throw unsupported(type.toString());
            }
        } catch (MultipartException | DicomJsonException e) {
            report.addMalformed(e.getMessage());
        } catch (IOException e) {
            report.addMalformed("The request ended before its body did");
        }
    }

    private static ContentType contentType(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity"))
            throw unsupported("content encoding " + encoding);
        try {
            return ContentType.parse(String.valueOf(request.getContentType()));
        } catch (IllegalArgumentException e) {
            throw unsupported("Content-Type: " + e.getMessage());
        }
    }

    private static HttpMediaTypeNotSupportedException unsupported(String what) {
        HttpMediaTypeNotSupportedException failure =
                new HttpMediaTypeNotSupportedException((MediaType) null, SUPPORTED);
        failure.getBody().setDetail("Not taken: " + what);
        return failure;
    }

    private void storeParts(ContentType type, InputStream body, InstanceReceiver receiver, StoreReport report)
            throws IOException, HttpMediaTypeNotSupportedException {
        String boundary = type.parameter("boundary")
                .orElseThrow(() -> new MultipartException("The Content-Type has no boundary"));
        MultipartReader parts = new MultipartReader(body, boundary, MOST_PARTS);
        String root = type.parameter("type").orElse(DICOM);
        switch (root) {
            case DICOM -> storeFiles(parts, receiver, report);
            case MetadataRequest.JSON, MetadataRequest.XML -> {
                try (SpooledFiles files = spool.open()) {
                    new MetadataRequest(files, receiver, report).read(parts);
                }
            }
            default -> throw unsupported("multipart/related of " + root);
        }
    }

    private static void storeFiles(MultipartReader parts, InstanceReceiver receiver, StoreReport report)
            throws IOException {
        for (Part part = parts.next(); part != null; part = parts.next()) {
            String type = part.header("content-type").orElse(DICOM);
            if (type.toLowerCase(Locale.ROOT).startsWith(DICOM)) report.add(receiver.receive(part.body()));
            else
                report.add(new StoreResult.Failed(
                        StoreResult.Identity.UNKNOWN,
                        FailureReason.CANNOT_UNDERSTAND,
                        "A part is not " + DICOM,
                        false));
        }
        if (report.size() == 0) throw new MultipartException("The body has no part");
    }
}
