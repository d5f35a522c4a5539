package org.muniment.web.stow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.json.DicomJsonReader;
import org.muniment.dicom.json.NativeModelToJson;
import org.muniment.web.media.ContentType;
import org.muniment.web.multipart.MultipartException;
import org.muniment.web.multipart.MultipartReader;
import org.muniment.web.multipart.Part;

/** A request of metadata, in JSON or XML, and the bulk data it refers to, in any order. */
final class MetadataRequest {

    static final String JSON = "application/dicom+json";
    static final String XML = "application/dicom+xml";

    private static final long LONGEST_JSON = 16 << 20;
    private static final int DEEPEST_JSON = 64;

    private final SpooledFiles files;
    private final InstanceReceiver receiver;
    private final StoreReport report;
    private final List<Path> metadata = new ArrayList<>();
    private final BulkDataParts bulkData = new BulkDataParts();

    MetadataRequest(SpooledFiles files, InstanceReceiver receiver, StoreReport report) {
        this.files = files;
        this.receiver = receiver;
        this.report = report;
    }

    /** Takes all parts in, then stores what they make. */
    void read(MultipartReader parts) throws IOException {
        for (Part part = parts.next(); part != null; part = parts.next()) keep(part);
        if (metadata.isEmpty()) throw new MultipartException("No part is " + JSON + " or " + XML);
        store();
    }

    /** Metadata without bulk data. */
    void read(String mediaType, InputStream body) throws IOException {
        keepMetadata(mediaType, body);
        store();
    }

    private void keep(Part part) throws IOException {
        ContentType type = contentType(part);
        if (type.is(JSON) || type.is(XML)) {
            keepMetadata(type.name(), part.body());
            return;
        }
        String location = part.header("content-location")
                .or(() -> part.header("content-id").map(id -> "cid:" + id.replaceAll("^<|>$", "")))
                .orElseThrow(() -> new MultipartException("A part of bulk data has no Content-Location"));
        bulkData.add(location, new BulkDataParts.Part(type, files.keep(part.body())));
    }

    private static ContentType contentType(Part part) throws MultipartException {
        try {
            return ContentType.parse(part.header("content-type").orElse("application/octet-stream"));
        } catch (IllegalArgumentException e) {
            throw new MultipartException("The Content-Type of a part is malformed: " + e.getMessage());
        }
    }

    private void keepMetadata(String mediaType, InputStream body) throws IOException {
        Path kept = files.keep(body);
        if (mediaType.equals(XML)) {
            Path json = toJson(kept);
            files.delete(kept);
            kept = json;
        }
        metadata.add(kept);
    }

    private Path toJson(Path xml) throws IOException {
        try (InputStream in = Files.newInputStream(xml)) {
            return files.write(out -> NativeModelToJson.convert(in, out));
        }
    }

    private void store() throws IOException {
        for (Path document : metadata) {
            try (InputStream in = Files.newInputStream(document)) {
                new DicomJsonReader(bulkData, LONGEST_JSON, DEEPEST_JSON).readAll(in, this::store);
            }
        }
    }

    private void store(Attributes dataSet) {
        StoreResult.Identity identity = StoreResult.Identity.of(dataSet);
        try {
            InstanceAssembly assembly = new InstanceAssembly(bulkData);
            String syntax = assembly.complete(dataSet);
            Path file = files.write(out -> InstanceAssembly.write(dataSet, syntax, out));
            try (InputStream in = Files.newInputStream(file)) {
                report.add(receiver.receive(in));
            }
            files.delete(file);
        } catch (ArchiveException e) {
            report.add(StoreResult.of(identity, e));
        } catch (IOException e) {
            report.add(StoreResult.of(
                    identity, new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "the spool can't be read", e)));
        }
    }
}
