package org.muniment.core.reject;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.Rejection;
import org.muniment.archive.rejection.Rejection.Restoration;
import org.muniment.archive.rejection.Rejection.State;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionRegister;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.retrieve.InstanceFinder;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** Rejects on behalf of users, by notes of the archive's own, and takes rejections back. Safe for use by many threads. */
public final class RejectionService {

    /** One note's; the document is held in memory. */
    private static final int MOST_INSTANCES = 5_000;

    private static final IngestPolicy OF_THE_ARCHIVE = new IngestPolicy(DuplicatePolicy.KEEP, "", true);

    private final ArchiveIndex index;
    private final Rejections rejections;
    private final NoteReader notes;
    private final IngestService ingest;
    private final Clock clock;

    public RejectionService(ArchiveIndex index, ObjectStores stores, IngestService ingest, Clock clock) {
        this.index = index;
        this.rejections = index.rejections();
        this.notes = new NoteReader(stores);
        this.ingest = ingest;
        this.clock = clock;
    }

    /**
     * Rejects what is in sight of the target. On return the note is stored and has its effect.
     *
     * @param by the user
     * @param reason in words, may be empty
     * @throws ArchiveException NOT_FOUND where a part of the target is not in sight, and nothing is rejected; TOO_MANY_RESULTS; as
     *     {@link IngestService#ingest}
     */
    public Rejection reject(RejectionTarget target, RejectionCode code, String by, String reason) {
        List<InstanceRecord> instances = find(target);
        Attributes note = new NoteDocument(study(target.study()), instances, clock.instant()).write(code, by, reason);
        IngestRequest request = new IngestRequest(
                by,
                OF_THE_ARCHIVE,
                UID.KeyObjectSelectionDocumentStorage,
                new SopInstanceUid(note.getString(Tag.SOPInstanceUID)),
                UID.ExplicitVRLittleEndian);
        try {
            byte[] bytes = DicomWriter.toBytes(note, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            ingest.ingest(request, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.INTERNAL, "a rejection note can't be written", e);
        }
        return rejection(request.sopInstanceUid());
    }

    private List<InstanceRecord> find(RejectionTarget target) {
        try (Stream<InstanceRecord> found = new InstanceFinder(index.reader(), target.keys()).find()) {
            List<InstanceRecord> instances = found.filter(instance -> !RejectionNote.is(instance))
                    .limit(MOST_INSTANCES + 1)
                    .toList();
            if (instances.size() > MOST_INSTANCES)
                throw new ArchiveException(
                        ErrorCode.TOO_MANY_RESULTS,
                        "More than " + MOST_INSTANCES + " instances: reject the study series by series");
            Set<SeriesInstanceUid> series =
                    instances.stream().map(i -> i.id().series()).collect(Collectors.toSet());
            Set<SopInstanceUid> uids =
                    instances.stream().map(i -> i.id().instance()).collect(Collectors.toSet());
            if (instances.isEmpty() || !series.containsAll(target.series()) || !uids.containsAll(target.instances()))
                throw new ArchiveException(ErrorCode.NOT_FOUND, "not all of what is to be rejected is in sight");
            return instances;
        }
    }

    private StudyRecord study(StudyInstanceUid uid) {
        try (Stream<StudyRecord> found = index.reader().studies(new StudyAccess.ByStudyUid(List.of(uid)))) {
            return found.findFirst()
                    .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "the study is not in sight"));
        }
    }

    /**
     * Takes a rejection back: on return what no other note rejects is in sight again, as it was. The note remains, out of sight.
     *
     * @throws ArchiveException NOT_FOUND where there is no such note; as {@link Rejections#complete}
     */
    public Rejection restore(SopInstanceUid note, String by, String reason) {
        Rejection rejection = rejection(note);
        if (rejection.state() == State.RESTORED) return rejection;
        return rejections.restore(read(rejection), new Restoration(by, clock.instant(), reason));
    }

    /** @throws ArchiveException NOT_FOUND */
    public Rejection rejection(SopInstanceUid note) {
        return register()
                .find(note)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "no rejection by the note " + note));
    }

    /** Rejections of instances of the study, the latest first. */
    public List<Rejection> ofStudy(StudyInstanceUid study) {
        try (Stream<Rejection> found = register().ofStudy(study)) {
            return found.filter(r -> r.studies().contains(study))
                    .sorted((one, other) -> other.at().compareTo(one.at()))
                    .toList();
        }
    }

    /** At most {@code limit} rejections made before {@code before}, the latest first. */
    public List<Rejection> before(Instant before, int limit) {
        try (Stream<Rejection> found = register().before(before)) {
            return found.limit(limit).toList();
        }
    }

    private RejectionRegister register() {
        return rejections.index().register();
    }

    /**
     * Completes what a crash or an unavailable index has left undone; to be called when the archive starts.
     *
     * @return what could not be completed, for a person to look at
     */
    public List<String> completeUnfinished() {
        return completeUnsettled(Duration.ofDays(36_500));
    }

    /**
     * As {@link #completeUnfinished}. Changes older than {@code grace} are also done once more, and then settled: another node may have stored
     * in the very moment, not knowing of them.
     */
    public List<String> completeUnsettled(Duration grace) {
        Instant settled = clock.instant().minus(grace);
        List<String> problems = new ArrayList<>();
        List<Rejection> unsettled;
        try (Stream<Rejection> found = register().unsettled()) {
            unsettled = found.toList();
        }
        for (Rejection rejection : unsettled) {
            try {
                complete(rejection, settled);
            } catch (ArchiveException e) {
                if (e.code() == ErrorCode.INDEX_UNAVAILABLE) throw e;
                problems.add("rejection note " + rejection.note().instance() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    private void complete(Rejection rejection, Instant settled) {
        boolean old = rejection.changedAt().isBefore(settled);
        if (!rejection.isUnfinished() && !old) return;
        if (index.held(rejection.note()).isEmpty()) {
            if (old) forget(rejection); // its sender was never told success
            return;
        }
        rejections.redo(read(rejection));
        if (!rejection.isUnfinished()) register().settle(rejection);
    }

    private void forget(Rejection rejection) {
        rejections.index().unmark(List.of(rejection.note()), rejection.note().instance());
        register().forget(rejection);
    }

    private RejectionNote read(Rejection rejection) {
        return index.held(rejection.note())
                .map(notes::read)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "the rejection note is not there"));
    }
}
