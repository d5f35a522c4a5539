package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.MemoryAuditTrail;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobLease;
import org.muniment.archive.lifecycle.JobProgress;
import org.muniment.archive.lifecycle.JobRecord;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.lifecycle.MemoryJobRegister;
import org.muniment.archive.lifecycle.MemoryStudyNotebook;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestConfig;
import org.muniment.core.ingest.IngestListener;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.tier.CopyListener;
import org.muniment.core.tier.Packer;
import org.muniment.core.tier.Recoder;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.core.tier.StudyCopies;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.lifecycle.engine.copies.CopyLine;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.CopyReleasing;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.Losses;
import org.muniment.lifecycle.engine.copies.OfflineCopies;
import org.muniment.lifecycle.engine.copies.Recompression;
import org.muniment.lifecycle.engine.copies.StudyLines;
import org.muniment.lifecycle.engine.copies.StudyRows;
import org.muniment.lifecycle.engine.facts.FormerStudies;
import org.muniment.lifecycle.engine.facts.SourceFacts;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Priority;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.engine.policy.ExpiredStudies;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.engine.recall.RecallHandler;
import org.muniment.lifecycle.engine.recall.RecallService;
import org.muniment.lifecycle.engine.verify.RepairHandler;
import org.muniment.lifecycle.engine.verify.VerifyHandler;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.placement.PlacementPolicyReader;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.PolicyBook;

/** An archive with three tiers, the last of them offline, whose jobs meet faults that its readers don't meet. */
final class MovingArchive implements AutoCloseable {

    static final Transcoder TRANSCODER = new Transcoder(
            Codecs.installed(), Path.of(System.getProperty("java.io.tmpdir")), new FrameMemory(64 << 20));

    static final StudyInstanceUid STUDY = new StudyInstanceUid("2.25.1");

    final Faults faults = new Faults();
    final TestArchive archive;
    final MemoryObjectStore hot = new MemoryObjectStore("hot");
    final MemoryObjectStore warm = new MemoryObjectStore("warm");
    final MemoryObjectStore coldObjects = new MemoryObjectStore("cold");
    final OfflineStore cold = new OfflineStore(coldObjects);
    final MemoryCopyIndex copies = new MemoryCopyIndex();
    final MemoryStudyNotebook notebook = new MemoryStudyNotebook();
    final MemoryAuditTrail audit = new MemoryAuditTrail();
    final MemoryDueIndex due = new MemoryDueIndex(Clock.systemUTC());
    final JobService jobs = new JobService(new MemoryJobRegister(), due, Clock.systemUTC());
    final List<Hold> holds = new ArrayList<>();
    final TieredStore readers;
    private final IngestService ingest;
    private final PolicyBook<org.muniment.lifecycle.policy.retention.RetentionPolicy> noRetention =
            new PolicyBook<>(List.of(), List.of());
    private final Map<ObjectKey, Sha256> stored = new HashMap<>();
    private PolicyBook<PlacementPolicy> placement = new PolicyBook<>(List.of(), List.of());
    Clock clock = Clock.systemUTC();
    int hotFill = 1;
    Duration recalledStay = Duration.ZERO;

    MovingArchive(Path root) {
        archive = new TestArchive(root.resolve("hot"));
        readers = new TieredStore(tiers(store -> store), copies, CopyListener.NONE);
        IngestConfig config = new IngestConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), 64 << 10);
        ingest = new IngestService(readers, archive.index, archive.workers, config, IngestListener.NONE, clock);
    }

    /** Three instances in two series, one of them held back by a note in a third. */
    void fill() {
        store(new SampleDataSet(1, 1, 1));
        store(new SampleDataSet(1, 1, 2).pixels(2000));
        store(new SampleDataSet(1, 2, 1).pixels(300));
        new RejectionService(archive.index, ObjectStores.of(readers), ingest, clock)
                .reject(
                        new org.muniment.core.reject.RejectionTarget(
                                STUDY, List.of(), List.of(new org.muniment.archive.id.SopInstanceUid("2.25.1.2.1"))),
                        org.muniment.archive.rejection.RejectionCode.QUALITY,
                        "user",
                        "blurred");
        remember();
    }

    void store(SampleDataSet dataSet) {
        try {
            ingest.ingest(
                    dataSet.request(new IngestPolicy(DuplicatePolicy.KEEP, "")),
                    new ByteArrayInputStream(dataSet.toBytes()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        remember();
    }

    private void remember() {
        holdings().instances().forEach(instance -> stored.put(instance.key(), instance.digest()));
    }

    private Tiers tiers(UnaryOperator<ObjectStore> around) {
        return Tiers.of(
                new Tier("hot", around.apply(hot), true, Long.MAX_VALUE, 0),
                new Tier("warm", around.apply(warm), true, Long.MAX_VALUE, 1),
                new Tier("cold", around.apply(cold), false, Long.MAX_VALUE, 2));
    }

    org.muniment.core.tier.StudyHoldings holdings() {
        return new StudyCopies(archive.index, copies, tiers(store -> store)).of(STUDY);
    }

    StudyLines lines() {
        return StudyLines.of(holdings(), notebook.of(STUDY), tiers(store -> store));
    }

    /** The handlers of one process. */
    final class Node {
        private final Tiers tiers = tiers(store -> faults.on(ObjectStore.class, store));
        private final CopyIndex index = faults.on(CopyIndex.class, copies);
        private final CopyStores stores = new CopyStores(
                tiers,
                index,
                new StudyCopies(archive.index, index, tiers)::of,
                faults.on(StudyNotebook.class, notebook),
                faults.on(AuditTrail.class, audit));
        private final Situations situations = new Situations(
                stores,
                new StudyFactsGatherer(
                        archive.index,
                        stores,
                        new PatientService(archive.index, PatientListener.NONE, clock),
                        FormerStudies.NONE,
                        source -> SourceFacts.UNKNOWN,
                        clock),
                policies(),
                () -> List.copyOf(holds),
                () -> Map.of(
                        "hot", new TierState("hot", true, 100, hotFill),
                        "warm", new TierState("warm", true, 100, 1),
                        "cold", new TierState("cold", false, 100, 1)));
        private final ObjectStore tiered = new TieredStore(tiers, index, CopyListener.NONE);
        private final CopyMaking making = new CopyMaking(
                stores,
                new StudyRows(
                        archive.index.reader(),
                        archive.index.rejections().index().rejected()),
                new Packer(ObjectStores.of(tiered))::pack,
                clock);
        private final CopyReleasing releasing = new CopyReleasing(stores, clock);
        private final Recompression recompression = new Recompression(
                stores,
                making,
                new StudyRows(
                        archive.index.reader(),
                        archive.index.rejections().index().rejected()),
                Optional.of(new Recoder(ObjectStores.of(tiered), TRANSCODER, UID.JPEGLSLossless, archive.root)),
                ingest::replaceEncoding,
                series -> {});
        private final Losses losses = new Losses(stores);
        private final OfflineCopies offline =
                new OfflineCopies(tiers, Duration.ofDays(1), Duration.ofMinutes(1), clock);

        Optional<Situation> situation() {
            return situations.of(STUDY, Target.byPolicy(Set.of()));
        }

        PlacementEvaluation evaluation(ExpiredStudies expired) {
            EvaluationConfig config = new EvaluationConfig(
                    Duration.ofMinutes(10), Duration.ofDays(30), Duration.ofDays(90), recalledStay);
            return new PlacementEvaluation(situations, jobs, expired, config, clock);
        }

        RecallService recalls(StudyAccesses accesses) {
            return new RecallService(
                    stores, jobs, accesses, study -> Optional.of(Instant.MAX), Duration.ofMinutes(2), clock);
        }

        JobHandler handler(JobKind kind) {
            return switch (kind) {
                case MIGRATE -> new MigrateHandler(
                        situations,
                        making,
                        releasing,
                        losses,
                        offline,
                        recompression,
                        archive.changes,
                        recalledStay,
                        clock);
                case RECALL -> new RecallHandler(stores, making, losses, offline, archive.changes, clock);
                case VERIFY -> new VerifyHandler(stores, jobs, Duration.ofDays(90), clock);
                case REPAIR -> new RepairHandler(situations, making, releasing, losses, offline, clock);
                case DISPOSE -> throw new IllegalArgumentException();
            };
        }
    }

    private PoliciesInForce policies() {
        return new PoliciesInForce() {
            @Override
            public PlacementPolicies placement() {
                return new PlacementPolicies(placement);
            }

            @Override
            public RetentionPolicies retention() {
                return new RetentionPolicies(noRetention);
            }
        };
    }

    /** From now on this placement policy is in force. */
    void policy(Path file) {
        PlacementPolicy policy = PlacementPolicyReader.read(file);
        placement = new PolicyBook<>(
                List.of(policy), List.of(new Activation(policy.version(), true, "test", Instant.EPOCH)));
    }

    /** A job that does what the policies want. */
    static Job byPolicy(JobKind kind) {
        return job(
                kind,
                JobProgress.at(MigrateHandler.MAKE, Target.byPolicy(Set.of()).toJson(), Instant.EPOCH));
    }

    /** A job as the engine would hand it out. */
    static Job job(JobKind kind, String step, Map<String, Integer> copies) {
        return job(kind, JobProgress.at(step, Target.of(copies).toJson(), Instant.EPOCH));
    }

    private static Job job(JobKind kind, JobProgress progress) {
        return new Job(new JobRecord(
                new JobKey(kind.name(), STUDY),
                Priority.NORMAL.ordinal(),
                progress,
                new JobLease("node", Instant.EPOCH, 1),
                "test",
                Instant.EPOCH,
                1));
    }

    /** Runs a job to its end, as the engine does, but for faults. */
    StepOutcome run(Job first, Fence fence) {
        Job job = first;
        for (int steps = 0; steps < 50; steps++) {
            StepOutcome outcome = new Node().handler(job.kind()).run(job, fence);
            if (outcome instanceof StepOutcome.Next next)
                job = job(job.kind(), JobProgress.at(next.step(), next.detail(), Instant.EPOCH));
            else if (outcome instanceof StepOutcome.Later) cold.restoreAll();
            else return outcome;
        }
        throw new AssertionError("the job does not end: " + job);
    }

    StepOutcome run(Job job) {
        return run(job, () -> {});
    }

    StepOutcome migrate(Map<String, Integer> copies) {
        return run(job(JobKind.MIGRATE, MigrateHandler.MAKE, copies));
    }

    /** Every instance, also one that is held back, can be read from beginning to end and is what was stored. */
    void requireReadable() {
        for (StoredInstance instance : holdings().instances()) requireReadable(instance.key());
    }

    /** As {@link #requireReadable}; what lies on the offline tier alone can't be read, but must be there. */
    void requireReadableUnlessOffline() {
        for (StoredInstance instance : holdings().instances()) {
            try {
                requireReadable(instance.key());
            } catch (ArchiveException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.OFFLINE);
                assertThat(readers.find(instance.key())).isPresent();
            }
        }
    }

    private void requireReadable(ObjectKey key) {
        try (InputStream in = readers.open(key)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .isEqualTo(stored.get(key).hex());
        } catch (IOException | java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** As many complete copies as wanted and no others; no file without a row, no row without a file, nothing half done. */
    void requireExactly(Map<String, Integer> wanted) {
        StudyLines lines = lines();
        Map<String, Integer> complete = lines.lines().stream()
                .filter(line -> !line.good().isEmpty() || !line.containers().isEmpty())
                .peek(line -> assertThat(line.isComplete()).as("%s", line).isTrue())
                .collect(Collectors.toMap(CopyLine::tier, line -> 1, Integer::sum));
        assertThat(complete).isEqualTo(wanted);
        requireNothingOrphaned();
    }

    /** As {@link #requireExactly}; former versions of loose files, which the reconciler collects, may still be there. */
    void requireWanted(Map<String, Integer> wanted) {
        StudyLines lines = lines();
        assertThat(lines.gaps(wanted)).isEmpty();
        assertThat(lines.surplus(wanted)).isEmpty();
        try (Stream<Container> all = copies.scan()) {
            assertThat(all.map(Container::tier).collect(Collectors.toSet())).isEqualTo(wanted.keySet());
        }
        assertThat(containersOf(hot, warm, coldObjects)).isEqualTo(rowsOfContainers());
    }

    void requireSame(InstanceRecord row, SampleDataSet sent, Function<InstanceRecord, byte[]> decoded) {
        assertThat(decoded.apply(row)).isEqualTo(sent.toBytes());
    }

    private Set<String> rowsOfContainers() {
        try (Stream<Container> all = copies.scan()) {
            return all.map(container -> container.location().store() + " "
                            + container.location().key())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> containersOf(MemoryObjectStore... stores) {
        Set<String> files = new TreeSet<>();
        for (MemoryObjectStore store : stores)
            store.walk(object -> {
                if (object.key().isContainer()) files.add(store.name() + " " + object.key());
            });
        return files;
    }

    private void requireNothingOrphaned() {
        try (Stream<Container> all = copies.scan()) {
            assertThat(all).allMatch(container -> container.state() == CopyState.GOOD);
        }
        assertThat(containersOf(hot, warm, coldObjects)).isEqualTo(rowsOfContainers());
        Set<ObjectKey> loose = new HashSet<>();
        hot.walk(object -> {
            if (object.key().isInstance()) loose.add(object.key());
        });
        assertThat(lines().looseGood()).isEqualTo(loose);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
