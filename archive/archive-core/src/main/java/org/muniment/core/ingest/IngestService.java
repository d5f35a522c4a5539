package org.muniment.core.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.Known;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.InFlight;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.coerce.Coercer;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.coerce.Sender;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.reject.NoteReader;
import org.muniment.core.reject.RejectionNote;
import org.muniment.dicom.Attributes;

/**
 * Takes instances into the archive. Safe for use by many threads.
 *
 * <p>The life of an instance: its UIDs are read; the index is asked for it while its bytes are checked, hashed and made durable; then,
 * alone with its SOP Instance UID, it is held against what is there, and its row is committed. That row is what makes it exist. Dying before
 * leaves an object no row refers to, for the reconciler to find.
 *
 * <p>A rejection note is an instance like any other, whose effect is completed before its sender is told success.
 */
public final class IngestService {

    private final ObjectStore store;
    private final ArchiveIndex index;
    private final Workers workers;
    private final IngestConfig config;
    private final IngestListener listener;
    private final Coercer coercer;
    private final Clock clock;
    private final InFlight<SopInstanceUid> inFlight = new InFlight<>();
    private final HeaderMemory headers;
    private final ParentRows parents;
    private final Admission admission;
    private final NoteReader notes;

    public IngestService(
            ObjectStore store,
            ArchiveIndex index,
            Workers workers,
            IngestConfig config,
            IngestListener listener,
            Clock clock) {
        this(store, index, workers, config, listener, Coercer.withoutOrders(clock), clock);
    }

    public IngestService(
            ObjectStore store,
            ArchiveIndex index,
            Workers workers,
            IngestConfig config,
            IngestListener listener,
            Coercer coercer,
            Clock clock) {
        this.store = store;
        this.index = index;
        this.workers = workers;
        this.config = config;
        this.listener = listener;
        this.coercer = coercer;
        this.clock = clock;
        this.headers = new HeaderMemory(config.busyTimeout());
        this.parents = new ParentRows(index, config.busyTimeout());
        this.notes = new NoteReader(ObjectStores.of(store));
        this.admission = new Admission(store, parents, index.rejections());
    }

    /**
     * Stores one instance; on return it is durable, or the outcome says why not.
     *
     * @param dataSet the data set's bytes in the request's transfer syntax, read to the end but not closed
     * @throws IOException where {@code dataSet} itself fails; nothing is stored
     * @throws ArchiveException MALFORMED_DATA_SET, MISSING_ATTRIBUTE, DATA_SET_MISMATCH, NOT_PERMITTED, INSTANCE_BUSY, OVERLOADED, OUT_OF_SPACE,
     *     STORE_UNAVAILABLE: nothing is stored; INDEX_UNAVAILABLE: whether it is stored is not known, and sending it again is harmless
     */
    public IngestOutcome ingest(IngestRequest request, InputStream dataSet) throws IOException {
        long start = System.nanoTime();
        try {
            Admitted admitted = store(request, dataSet);
            listener.ended(request, admitted.outcome(), Duration.ofNanos(System.nanoTime() - start));
            return admitted.told();
        } catch (ArchiveException e) {
            listener.failed(request, e.code(), Duration.ofNanos(System.nanoTime() - start));
            throw e;
        }
    }

    private Admitted store(IngestRequest request, InputStream dataSet) throws IOException {
        try (var incoming = new IncomingDataSet(request, dataSet, config, headers)) {
            return store(request, incoming);
        }
    }

    private Admitted store(IngestRequest request, IncomingDataSet dataSet) throws IOException {
        InstanceId id = dataSet.identify();
        Admitted admitted = admit(request, id, dataSet);
        admitted.note().ifPresent(note -> index.rejections()
                .complete(note, request.source(), admitted.outcome().instance().receivedAt()));
        return admitted;
    }

    /** @param note the arrival, if it is a rejection note and archived with this very content: its effect is waited for */
    private record Admitted(IngestOutcome outcome, Optional<RejectionNote> note, boolean coerced) {

        IngestOutcome told() {
            boolean stored = outcome.isSuccess() && !(outcome instanceof IngestOutcome.Kept);
            return coerced && stored ? new IngestOutcome.Coerced(outcome) : outcome;
        }
    }

    private Admitted admit(IngestRequest request, InstanceId id, IncomingDataSet dataSet) throws IOException {
        try (var ticket = inFlight.enter(id.instance());
                var study = index.rejections().studies().enter(id.study());
                var change = index.changes().begin(id.study(), ChangeKind.STORED)) {
            Future<Known> lookedUp = workers.index().submit(() -> lookUp(id, change));
            Arrival arrival = makeDurable(request, id, dataSet);
            try (var unreferenced = admission.unreferenced(arrival, change)) {
                Optional<RejectionNote> note = notes.find(arrival.instance());
                Known known = await(lookedUp);
                if (!ticket.lock(config.busyTimeout()))
                    throw new ArchiveException(ErrorCode.INSTANCE_BUSY, "the same instance is being stored");
                if (!study.share(config.busyTimeout()))
                    throw new ArchiveException(ErrorCode.OVERLOADED, "instances of the study are being rejected");
                if (ticket.isStale() || study.isStale()) known = index.writer().lookUp(id);
                IngestOutcome outcome = note.isPresent()
                        ? unreferenced.admit(note.get(), known)
                        : unreferenced.admit(known, request.policy().duplicates());
                outcome.change().ifPresent(change::made);
                boolean archived = outcome instanceof IngestOutcome.AlreadyStored
                        || outcome.instance().digest().equals(arrival.instance().digest());
                return new Admitted(outcome, note.filter(n -> archived), arrival.isCoerced());
            }
        }
    }

    /** Beside the writing of the object, so that the intention costs the sender no time. */
    private Known lookUp(InstanceId id, StudyChanges.Change change) {
        change.promise();
        return index.writer().lookUp(id);
    }

    private Arrival makeDurable(IngestRequest request, InstanceId id, IncomingDataSet dataSet) throws IOException {
        byte[] header = PartTenHeader.of(request);
        try (ObjectWriter writer = store.create(ObjectKey.forNewVersionOf(id))) {
            writer.write(header, 0, header.length);
            var received = receive(request, id, dataSet, writer);
            return received.made().withObject(writer.commit(), header.length, received.frames(), clock.instant());
        }
    }

    private IncomingDataSet.Received<Arrival.Rows> receive(
            IngestRequest request, InstanceId id, IncomingDataSet dataSet, ObjectWriter writer) throws IOException {
        Coercion coercion = request.policy().coercion();
        if (coercion.isEmpty())
            return dataSet.copyTo(writer, elements -> Arrival.Rows.of(request, id, elements, List.of()));
        Sender sender = new Sender(request.source(), request.sopClassUid());
        return dataSet.coerceTo(
                writer,
                elements -> coercer.coerce(coercion, elements, sender),
                coerced -> Arrival.Rows.of(request, id, coerced.dataSet(), coerced.times()));
    }

    private Known await(Future<Known> lookedUp) {
        try {
            return lookedUp.get(config.indexTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ArchiveException failure) throw failure;
            throw new ArchiveException(ErrorCode.INTERNAL, "the index failed", e.getCause());
        } catch (TimeoutException e) {
            throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "the index did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArchiveException(ErrorCode.OVERLOADED, "the archive is stopping", e);
        }
    }

    /**
     * Puts a row of the same instance in another encoding in the place of the present one, whose object is retired. Its new object is durable by then.
     *
     * @return false where {@code previous} is not the instance's row any more, or it is just being stored or rejected; then nothing is written
     */
    public boolean replaceEncoding(InstanceRecord previous, InstanceRecord encodedAnew) {
        InstanceId id = previous.id();
        try (var ticket = inFlight.enter(id.instance());
                var study = index.rejections().studies().enter(id.study())) {
            if (!ticket.lock(config.busyTimeout()) || !study.share(config.busyTimeout())) return false;
            boolean current = index.reader()
                    .instance(id)
                    .filter(row -> row.location().equals(previous.location()))
                    .isPresent();
            if (!current) return false;
            // other nodes know nothing of the locks
            return index.changes().during(id.study(), ChangeKind.UPDATED, () -> index.writer()
                    .replaceEncoding(previous, encodedAnew));
        }
    }

    /**
     * Writes the series and study rows of a committed instance again, from what its object says; what they have already stays.
     *
     * @param dataSet of the object, as far as the pixel data
     * @return false where the instance has been replaced meanwhile, or is just being stored again; then nothing is written
     */
    public boolean rewriteParents(InstanceRecord committed, Attributes dataSet, String defaultIssuerOfPatientId) {
        IngestPolicy policy = new IngestPolicy(DuplicatePolicy.KEEP, defaultIssuerOfPatientId);
        try (var ticket = inFlight.enter(committed.id().instance());
                var study = index.rejections().studies().enter(committed.id().study())) {
            if (!ticket.lock(config.busyTimeout()) || !study.share(config.busyTimeout())) return false;
            boolean current = index.reader()
                    .instance(committed.id())
                    .filter(row -> row.location().equals(committed.location()))
                    .isPresent();
            if (!current) return false;
            return index.changes().during(committed.id().study(), ChangeKind.UPDATED, () -> {
                parents.rewrite(committed, Parents.of(committed.id(), dataSet, policy));
                return true;
            });
        }
    }
}
