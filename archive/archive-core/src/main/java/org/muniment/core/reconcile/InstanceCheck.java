package org.muniment.core.reconcile;

import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.Sha256;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.dicom.Attributes;

/** Holds each row against its object, and sees to it that its series and study have rows too. */
final class InstanceCheck {

    private static final int SERIES_AT_HAND = 1000;
    private static final int CHUNK = 64 << 10;

    private final ObjectStores stores;
    private final ArchiveIndex index;
    private final IngestService ingest;
    private final UnaryOperator<String> defaultIssuers;
    private final ReconcileConfig config;
    private final Findings findings;
    private final FrameService frames;

    private final Map<SeriesId, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SeriesId, Boolean> eldest) {
            return size() > SERIES_AT_HAND;
        }
    };

    InstanceCheck(
            ObjectStores stores,
            ArchiveIndex index,
            IngestService ingest,
            UnaryOperator<String> defaultIssuers,
            ReconcileConfig config,
            Findings findings) {
        this.stores = stores;
        this.index = index;
        this.ingest = ingest;
        this.defaultIssuers = defaultIssuers;
        this.config = config;
        this.findings = findings;
        this.frames = new FrameService(stores, index.derived());
    }

    void check(InstanceRecord row) {
        if (!isWhole(row)) return;
        mendParents(stores.of(row.location()), row);
        noteFrames(row);
    }

    /** An instance out of sight, whose series and study are seen by few: only its object counts. */
    void checkHeldBack(InstanceRecord row) {
        isWhole(row);
    }

    private boolean isWhole(InstanceRecord row) {
        findings.proceed();
        findings.instances++;
        ObjectStore store = stores.of(row.location());
        ObjectKey key = row.location().key();
        Optional<ObjectInfo> object = store.find(key);
        if (object.isEmpty() && store.restore(key)) {
            findings.restored++;
            findings.problem("object " + row.location() + " was brought back from quarantine");
            object = store.find(key);
        }
        if (object.isEmpty()) {
            if (isCurrent(row)) lost(row);
            return false;
        }
        if (object.get().size() != row.size() || config.digests() && !hasDigest(store, row)) {
            if (isCurrent(row)) damaged(row);
            return false;
        }
        return true;
    }

    /** For instances stored by a release that did not. */
    private void noteFrames(InstanceRecord row) {
        try {
            if (frames.note(row)) findings.framed++;
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.OFFLINE) return; // it is noted when it is recalled and looked at
            if (e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.CORRUPT_OBJECT) throw e;
            findings.problem("object " + row.location() + " can't be parsed");
        }
    }

    /** A row may have been replaced since it was read. */
    private boolean isCurrent(InstanceRecord row) {
        return index.held(row.id())
                .filter(now -> now.location().equals(row.location()))
                .isPresent();
    }

    private void lost(InstanceRecord row) {
        findings.lost++;
        findings.problem("object " + row.location() + " of instance " + row.id().instance() + " is lost");
    }

    private void damaged(InstanceRecord row) {
        findings.damaged++;
        findings.problem(
                "object " + row.location() + " of instance " + row.id().instance() + " is not what was stored");
    }

    /** Of a loose file; containers are verified as a whole, on a schedule of their own. */
    private static boolean hasDigest(ObjectStore store, InstanceRecord row) {
        ObjectKey key = row.location().key();
        ObjectStore loose = Reconciler.loose(store);
        if (loose != store && loose.find(key).isEmpty()) return true;
        try (DigestInputStream in = new DigestInputStream(loose.open(key), MessageDigest.getInstance("SHA-256"))) {
            byte[] chunk = new byte[CHUNK];
            while (in.read(chunk) >= 0) continue;
            return row.digest()
                    .equals(new Sha256(
                            HexFormat.of().formatHex(in.getMessageDigest().digest())));
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_FOUND) throw e;
            return store.find(key).isPresent(); // moved since it was found, or replaced and collected
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + row.location() + " can't be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    private void mendParents(ObjectStore store, InstanceRecord row) {
        SeriesId series = row.id().seriesId();
        if (seen.putIfAbsent(series, true) != null) return;
        if (!config.rewrite() && hasParents(series)) return;
        Optional<Attributes> header = header(store, row);
        String issuer = defaultIssuers.apply(row.source());
        if (header.isPresent() && ingest.rewriteParents(row, header.get(), issuer)) findings.mended++;
        else seen.remove(series); // another instance of the series may do
    }

    private static Optional<Attributes> header(ObjectStore store, InstanceRecord row) {
        try {
            return ObjectHeader.read(store, row.location().key());
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.OFFLINE) throw e;
            return Optional.empty();
        }
    }

    private boolean hasParents(SeriesId series) {
        boolean hasSeries = index.reader().seriesByUid(series.series()).stream()
                .anyMatch(row -> row.id().equals(series));
        if (!hasSeries) return false;
        StudyAccess study = new StudyAccess.ByStudyUid(List.of(series.study()));
        try (Stream<StudyRecord> found = index.reader().studies(study)) {
            return found.findFirst().isPresent();
        }
    }
}
