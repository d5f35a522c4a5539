package org.muniment.web.stow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what one request brings to ingest, file by file.
 *
 * @param source the name of the sender
 * @param study what all instances must belong to (PS3.18 10.5.1), if anything
 */
record InstanceReceiver(IngestService ingest, String source, IngestPolicy policy, Optional<StudyInstanceUid> study) {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceReceiver.class);

    /**
     * Stores a Part 10 file, or says why not.
     *
     * @throws IOException where {@code file} itself fails; then it is not stored
     */
    StoreResult receive(InputStream file) throws IOException {
        StoreResult.Identity identity = StoreResult.Identity.UNKNOWN;
        try {
            ArrivingInstance instance = ArrivingInstance.read(file);
            identity = instance.identity();
            return StoreResult.of(ingest.ingest(request(instance), instance.dataSet()));
        } catch (ArchiveException e) {
            report(e);
            return StoreResult.of(identity, e);
        }
    }

    private IngestRequest request(ArrivingInstance instance) {
        StoreResult.Identity identity = instance.identity();
        require(identity.sopClassUid(), "SOP Class UID (0008,0016)");
        require(identity.sopInstanceUid(), "SOP Instance UID (0008,0018)");
        require(instance.studyInstanceUid(), "Study Instance UID (0020,000D)");
        if (study.isPresent() && !study.get().value().equals(instance.studyInstanceUid()))
            throw new ArchiveException(
                    ErrorCode.DATA_SET_MISMATCH, "Study Instance UID (0020,000D) is not that of the request's path");
        return new IngestRequest(
                source,
                policy,
                identity.sopClassUid(),
                new SopInstanceUid(identity.sopInstanceUid()),
                instance.transferSyntaxUid());
    }

    private static void require(String value, String name) {
        if (value == null) throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, name + " is missing");
    }

    private void report(ArchiveException e) {
        switch (e.code().category()) {
            case CORRUPT, INTERNAL -> LOG.error("[{}] storing failed", source, e);
            case UNAVAILABLE -> LOG.warn("[{}] storing failed", source, e);
            case INVALID, NOT_FOUND, CONFLICT -> LOG.debug("[{}] not stored", source, e);
        }
    }
}
