package org.muniment.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.muniment.archive.cache.MemoryMetadataCache;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.rejection.Rejection;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.core.patient.Patients;
import org.muniment.core.reconcile.ReconcileConfig;
import org.muniment.core.reconcile.Reconciler;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.reject.Rejections;
import org.muniment.core.retrieve.BulkDataService;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** The use cases on a real file store and an index in memory, both of which can be made to fail at any {@link Step}. */
public final class TestArchive implements AutoCloseable {

    public final Steps steps = new Steps();
    public final Path root;
    public final FileObjectStore files;
    public final MemoryStudyIndex rows = new MemoryStudyIndex();
    public final MemorySeriesCache cache = new MemorySeriesCache();
    public final MemoryDerivedIndex derived = new MemoryDerivedIndex(rows);
    public final MemoryChangeFeed feed = new MemoryChangeFeed();
    public final StudyChanges changes = new StudyChanges(feed, steps.on(feed), "node", Clock.systemUTC());
    public final List<Rejection> rejected = new CopyOnWriteArrayList<>();
    public final List<Rejection> restored = new CopyOnWriteArrayList<>();
    public final Rejections rejections = new Rejections(
            rows,
            steps.on(rows.rejections()),
            cache,
            new RejectionListener() {
                @Override
                public void rejected(Rejection rejection) {
                    rejected.add(rejection);
                }

                @Override
                public void restored(Rejection rejection) {
                    restored.add(rejection);
                }
            },
            changes);
    public final Patients patients = new Patients(rows.patients(), Clock.systemUTC());
    public final ArchiveIndex index = new ArchiveIndex(
            steps.on((StudyIndex) rows),
            steps.on((StudyIndexWriter) rows),
            derived,
            rejections,
            patients,
            cache,
            changes);
    public final Workers workers = new Workers(4, 16);
    public final IngestService ingest;
    public final RetrieveService retrieve;
    public final MemoryMetadataCache metadataCache = new MemoryMetadataCache();
    public final SeriesMetadataService metadata;
    public final FrameService frames;
    public final BulkDataService bulkData;
    public final RejectionService rejecting;

    public TestArchive(Path root) {
        this.root = root;
        files = new FileObjectStore(new FileStoreConfig("hot", root, 0));
        IngestConfig config = new IngestConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), 64 << 10);
        ingest = new IngestService(steps.on(files), index, workers, config, IngestListener.NONE, Clock.systemUTC());
        ObjectStore stepped = steps.on(files);
        retrieve = new RetrieveService(
                rows, ObjectStores.of(files), new Transcoder(Codecs.installed(), root, new FrameMemory(64 << 20)));
        metadata = new SeriesMetadataService(index, stepped, ObjectStores.of(stepped), metadataCache, workers);
        frames = new FrameService(ObjectStores.of(files), derived);
        bulkData = new BulkDataService(ObjectStores.of(files), frames);
        rejecting = new RejectionService(index, ObjectStores.of(files), ingest, Clock.systemUTC());
    }

    public IngestOutcome store(SampleDataSet dataSet) {
        return store(dataSet, DuplicatePolicy.KEEP);
    }

    public IngestOutcome store(SampleDataSet dataSet, DuplicatePolicy policy) {
        return store(dataSet, new IngestPolicy(policy, ""));
    }

    public IngestOutcome store(SampleDataSet dataSet, IngestPolicy policy) {
        return store(dataSet, policy, dataSet.toBytes());
    }

    /** Sends other bytes than the data set's own. */
    public IngestOutcome store(SampleDataSet dataSet, IngestPolicy policy, byte[] bytes) {
        try {
            return ingest.ingest(dataSet.request(policy), new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys of all objects that are visible in the store. */
    public List<ObjectKey> objects() {
        List<ObjectKey> keys = new ArrayList<>();
        files.walk(object -> keys.add(object.key()));
        return keys;
    }

    /** How many files are being written, or were left over. */
    public long unfinished() {
        try (Stream<Path> parts = Files.list(root.resolve("incoming"))) {
            return parts.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reconciler of a day later, when nothing is young any more. */
    public Reconciler reconcilerOfTomorrow(ReconcileConfig config) {
        Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
        return new Reconciler(ObjectStores.of(files), index, ingest, source -> "HOSPITAL", config, tomorrow);
    }

    public Path file(InstanceRecord row) {
        return root.resolve("objects").resolve(row.location().key().path());
    }

    @Override
    public void close() throws IOException {
        changes.close();
        workers.close();
        files.close();
    }
}
