package org.muniment.server.moves;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.feed.RetryPolicy;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionAudit;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.reject.Rejections;
import org.muniment.core.tier.CopyListener;
import org.muniment.core.tier.Packer;
import org.muniment.core.tier.Recoder;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.StudyCopies;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.index.cassandra.CassandraIndexConfig;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.CopyReleasing;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.Losses;
import org.muniment.lifecycle.engine.copies.OfflineCopies;
import org.muniment.lifecycle.engine.copies.Recompression;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.copies.StudyRows;
import org.muniment.lifecycle.engine.facts.SourceFacts;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.job.JobEngine;
import org.muniment.lifecycle.engine.job.JobEngineConfig;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobListener;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.job.Throttle;
import org.muniment.lifecycle.engine.place.MigrateHandler;
import org.muniment.lifecycle.engine.place.Situations;
import org.muniment.lifecycle.engine.place.Target;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.engine.recall.RecallHandler;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.placement.PlacementPolicyReader;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.PolicyBook;
import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.disposition.Destructions;
import org.muniment.lifecycle.records.disposition.DispositionOffice;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.muniment.lifecycle.records.disposition.FormerStudyBook;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.policy.PolicyKind;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.s3proxy.S3ProxyProcess;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;
import org.muniment.store.s3.S3ObjectStore;
import org.muniment.store.s3.S3StoreConfig;

/** What moves studies, on a real Cassandra, two tiers of files and one in S3, without the rest of a server. */
final class MovingNode implements AutoCloseable {

    static final String BUCKET = "cold";
    static final String PLACEMENT = "placement.yaml";

    /** Where everything is. */
    record Place(Path home, int cassandra, String datacenter, URI s3) {}

    private final Place place;
    private final Clock clock = Clock.systemUTC();
    private final CassandraStudyIndex rows;
    private final FileObjectStore hot;
    private final FileObjectStore warm;
    private final S3ObjectStore cold;
    private final Tiers tiers;
    private final TieredStore readers;
    private final StudyChanges changes;
    private final ArchiveIndex index;
    private final CopyStores copies;
    private final Workers workers = new Workers(2, 16);
    private final IngestService ingest;
    private final StudyFactsGatherer facts;
    private final PolicyShelf policies;
    private final DispositionOffice office;
    final Certificates certificates;
    final Destructions destructions;
    final JobService jobs;

    MovingNode(Place place) {
        this.place = place;
        rows = CassandraStudyIndex.open(CassandraIndexConfig.singleNode(
                        new InetSocketAddress("127.0.0.1", place.cassandra()), place.datacenter())
                .withKeyspace("moves"));
        hot = new FileObjectStore(new FileStoreConfig("hot", place.home().resolve("hot"), 0));
        warm = new FileObjectStore(new FileStoreConfig("warm", place.home().resolve("warm"), 0));
        hot.discardUnfinished();
        warm.discardUnfinished();
        cold = new S3ObjectStore(new S3StoreConfig(
                "cold",
                new S3StoreConfig.Service(
                        Optional.of(place.s3()),
                        "us-east-1",
                        Optional.of(place.home().resolve("credentials"))),
                BUCKET,
                "",
                new S3StoreConfig.ObjectOptions(
                        Optional.of("GLACIER"), Optional.empty(), Optional.empty(), Optional.empty(), "Standard"),
                S3StoreConfig.Limits.DEFAULT));
        tiers = Tiers.of(
                new Tier("hot", hot, true, Long.MAX_VALUE, 0),
                new Tier("warm", warm, true, Long.MAX_VALUE, 1),
                new Tier("cold", cold, false, Long.MAX_VALUE, 2));
        readers = new TieredStore(tiers, rows.copies(), CopyListener.NONE);
        changes = new StudyChanges(rows.feed(), rows.intentions(), "node", clock);
        changes.start();
        MemorySeriesCache cache = new MemorySeriesCache();
        index = new ArchiveIndex(
                rows,
                rows,
                rows,
                new Rejections(rows, rows.rejections(), cache, new RejectionAudit(), changes),
                new Patients(rows.patients(), clock),
                cache,
                changes);
        copies = new CopyStores(
                tiers, rows.copies(), new StudyCopies(index, rows.copies(), tiers)::of, rows.notebook(), rows.audit());
        jobs = new JobService(rows.jobs(), rows.due(), clock);
        ingest = new IngestService(
                readers,
                index,
                workers,
                new IngestConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), 64 << 10),
                IngestListener.NONE,
                clock);
        SourceFacts source =
                new SourceFacts(Fact.of("modality"), Fact.of("radiology"), Fact.of("example-us"), Fact.of(false));
        facts = new StudyFactsGatherer(
                index,
                copies,
                new PatientService(index, PatientListener.NONE, clock),
                new FormerStudyBook(rows.documents()),
                name -> source,
                clock);
        certificates = new Certificates(rows.documents(), rows.audit(), clock);
        destructions = new Destructions(rows.documents(), clock);
        policies = new PolicyShelf(place.home().resolve("policies"), rows.documents(), rows.audit(), clock);
        office = office();
    }

    private DispositionOffice office() {
        return new DispositionOffice(
                new DispositionOffice.Desk(rows.documents(), rows.audit(), clock),
                new DispositionOffice.Holdings(
                        index,
                        rows.erasure(),
                        new RejectionService(index, ObjectStores.of(readers), ingest, clock),
                        rows.copies(),
                        tiers,
                        rows.notebook()),
                new DispositionOffice.Rules(
                        facts, policies, new Holds(rows.documents(), destructions, hold -> {}, rows.audit(), clock)),
                jobs,
                new DispositionOffice.Settings("Test archive", Duration.ZERO));
    }

    /** Begins to work at jobs. */
    JobEngine work(JobListener listener) {
        StudyRows studyRows = new StudyRows(rows, rows.rejections().rejected());
        CopyMaking making = new CopyMaking(copies, studyRows, new Packer(ObjectStores.of(readers))::pack, clock);
        Losses losses = new Losses(copies);
        OfflineCopies offline = new OfflineCopies(tiers, Duration.ofDays(1), Duration.ofSeconds(1), clock);
        MigrateHandler migrate = new MigrateHandler(
                situations(),
                making,
                new CopyReleasing(copies, clock),
                losses,
                offline,
                new Recompression(
                        copies, making, studyRows, Optional.of(recoder()), ingest::replaceEncoding, series -> {}),
                changes,
                Duration.ZERO,
                clock);
        RecallHandler recall = new RecallHandler(copies, making, losses, offline, changes, clock);
        JobEngineConfig config = new JobEngineConfig(
                2,
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(1)),
                1000,
                Map.of());
        JobEngine engine = new JobEngine(
                jobs, rows.due(), List.of(migrate, recall, office.job()), "node", config, listener, Throttle.none());
        engine.start();
        return engine;
    }

    private Recoder recoder() {
        return new Recoder(ObjectStores.of(readers), MovingImage.TRANSCODER, UID.JPEGLSLossless, place.home());
    }

    private Situations situations() {
        PlacementPolicy policy = PlacementPolicyReader.read(place.home().resolve(PLACEMENT));
        PoliciesInForce inForce = new PoliciesInForce() {
            @Override
            public PlacementPolicies placement() {
                return new PlacementPolicies(new PolicyBook<>(
                        List.of(policy), List.of(new Activation(policy.version(), true, "test", Instant.EPOCH))));
            }

            @Override
            public RetentionPolicies retention() {
                return new RetentionPolicies(new PolicyBook<>(List.of(), List.of()));
            }
        };
        return new Situations(copies, facts, inForce, List::of, Map::of);
    }

    void ingest(StudyInstanceUid study, int instances) throws IOException {
        for (int i = 1; i <= instances; i++) {
            Attributes image = MovingImage.of(study, i);
            ingest.ingest(
                    new IngestRequest(
                            "TEST",
                            new IngestPolicy(DuplicatePolicy.KEEP, ""),
                            UID.CTImageStorage,
                            new SopInstanceUid(image.getString(Tag.SOPInstanceUID)),
                            UID.ExplicitVRLittleEndian),
                    new ByteArrayInputStream(DicomWriter.toBytes(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
        }
    }

    void migrate(StudyInstanceUid study, Map<String, Integer> copiesWanted) {
        jobs.submit(
                JobKind.MIGRATE,
                study,
                MigrateHandler.MAKE,
                Target.of(copiesWanted).toJson(),
                Priority.NORMAL,
                "test");
    }

    void recall(StudyInstanceUid study) {
        jobs.submit(JobKind.RECALL, study, RecallHandler.REQUEST, "{}", Priority.CLINICAL, "test");
    }

    /** Puts the policy in force by which each study here is due. */
    void activatePolicy() {
        policies.activate(PolicyKind.RETENTION, "us-hospital-imaging", 1, "olivia");
    }

    /** All of them, by the book: proposed, reviewed, approved by a second person. */
    void dispose(List<StudyInstanceUid> studies) {
        Dispositions dispositions = office.dispositions();
        String id = dispositions.propose(studies, "yearly", "olivia").id();
        dispositions.approve(
                id, dispositions.review(id, "looked through", "olivia").sha256(), "agreed", "paul");
    }

    /** The study in the index, on either side, and what it has on the tiers. */
    List<String> traces(StudyInstanceUid study) {
        List<String> traces = new ArrayList<>();
        for (StudyIndex side :
                List.of(index.reader(), index.rejections().index().rejected())) {
            try (Stream<StudyRecord> found = side.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
                found.forEach(row -> traces.add("row of " + row.id()));
            }
        }
        try (Stream<Container> containers = rows.copies().ofStudy(study)) {
            containers.forEach(container -> traces.add(container.location().toString()));
        }
        return traces;
    }

    boolean isDestroyed(StudyInstanceUid study) {
        return office.dispositions().tombstone(study).isPresent();
    }

    StudyLines lines(StudyInstanceUid study) {
        return copies.lines(study);
    }

    Set<String> encodings() {
        try (Stream<StudyRecord> studies = rows.studies(new StudyAccess.Latest())) {
            return studies.flatMap(study -> lines(study.id()).holdings().instances().stream())
                    .map(StoredInstance::transferSyntaxUid)
                    .collect(Collectors.toSet());
        }
    }

    /** SHA-256 of each instance as readers get it, decoded. */
    Map<String, String> digests(StudyInstanceUid study) {
        return lines(study).holdings().instances().stream()
                .collect(Collectors.toMap(i -> i.id().instance().value(), this::digest));
    }

    private String digest(StoredInstance instance) {
        try (InputStream in = readers.open(instance.key())) {
            return sha256(new ByteArrayInputStream(MovingImage.decoded(in.readAllBytes())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(InputStream in) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Containers the index names, and those there are. */
    List<Set<String>> containers() {
        Set<String> named = new HashSet<>();
        try (Stream<Container> all = rows.copies().scan()) {
            all.forEach(c -> named.add((c.state() == CopyState.GOOD ? "" : c.state() + " ")
                    + c.location().store() + " " + c.location().key()));
        }
        Set<String> there = new HashSet<>();
        for (ObjectStore store : List.<ObjectStore>of(hot, warm, cold))
            store.walk(object -> {
                if (object.key().isContainer()) there.add(store.name() + " " + object.key());
            });
        return List.of(named, there);
    }

    /** Containers whose bytes are not those they should be, or that nobody can read. */
    List<ObjectLocation> damaged() {
        try (Stream<Container> all = rows.copies().scan()) {
            return all.filter(container -> !isWhole(container))
                    .map(Container::location)
                    .toList();
        }
    }

    private boolean isWhole(Container container) {
        try (InputStream in =
                tiers.get(container.tier()).store().open(container.location().key())) {
            return container.digest().orElseThrow().hex().equals(sha256(in));
        } catch (IOException | ArchiveException e) {
            return false;
        }
    }

    /** Without those of former encodings, which the reconciler removes. */
    Set<ObjectKey> looseFiles() {
        Set<ObjectKey> loose = new HashSet<>();
        hot.walk(object -> {
            if (object.key().isInstance()) loose.add(object.key());
        });
        try (Stream<RetiredObject> retired = rows.retired(Instant.now().plusSeconds(60))) {
            retired.forEach(object -> loose.remove(object.location().key()));
        }
        return loose;
    }

    static void writeCredentials(Path home) throws IOException {
        java.nio.file.Files.writeString(
                home.resolve("credentials"),
                "[default]\naws_access_key_id=%s\naws_secret_access_key=%s\n"
                        .formatted(S3ProxyProcess.IDENTITY, S3ProxyProcess.CREDENTIAL));
    }

    @Override
    public void close() throws IOException {
        changes.close();
        workers.close();
        hot.close();
        warm.close();
        cold.close();
        rows.close();
    }
}
