package org.muniment.lifecycle.records.disposition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.MemoryAuditTrail;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.lifecycle.JobProgress;
import org.muniment.archive.lifecycle.MemoryDocumentRegister;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.lifecycle.MemoryJobRegister;
import org.muniment.archive.lifecycle.MemoryStudyNotebook;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.Packer;
import org.muniment.core.tier.StudyCopies;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.facts.SourceFacts;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.records.SetClock;
import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.policy.PolicyKind;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** An archive with real bytes, its records office, and no threads: who tests runs each step. */
final class TestOffice implements AutoCloseable {

    static final Duration RESTORABLE = Duration.ofDays(30);

    final SetClock clock = new SetClock(Instant.now());
    final MemoryDocumentRegister register = new MemoryDocumentRegister();
    final MemoryAuditTrail audit = new MemoryAuditTrail();
    final MemoryCopyIndex copies = new MemoryCopyIndex();
    final TestArchive archive;
    final FileObjectStore warm;
    final PolicyShelf policies;
    final Destructions destructions = new Destructions(register, clock);
    final Holds holds = new Holds(register, destructions, hold -> {}, audit, clock);
    final Certificates certificates = new Certificates(register, audit, clock);
    final ExpiredList expired = new ExpiredList(register, audit, clock);
    final JobService jobs = new JobService(new MemoryJobRegister(), new MemoryDueIndex(clock), clock);
    final PatientService patients;
    final StudyFactsGatherer facts;
    final DispositionOffice office;

    TestOffice(Path home) throws IOException {
        archive = new TestArchive(home.resolve("hot"));
        warm = new FileObjectStore(new FileStoreConfig("warm", home.resolve("warm"), 0));
        Path directory = Files.createDirectories(home.resolve("policies/retention"));
        Files.copy(
                Path.of("../../config/policies/retention/samples/us-hospital-imaging.yaml"),
                directory.resolve("us-hospital-imaging.yaml"));
        policies = new PolicyShelf(home.resolve("policies"), register, audit, clock);
        policies.activate(PolicyKind.RETENTION, "us-hospital-imaging", 1, "olivia");
        Tiers tiers = tiers(archive.files, warm);
        CopyStores stores = new CopyStores(
                tiers, copies, new StudyCopies(archive.index, copies, tiers)::of, new MemoryStudyNotebook(), audit);
        SourceFacts source =
                new SourceFacts(Fact.of("modality"), Fact.of("radiology"), Fact.of("example-us"), Fact.of(false));
        patients = new PatientService(archive.index, PatientListener.NONE, Clock.systemUTC());
        facts = new StudyFactsGatherer(
                archive.index, stores, patients, new FormerStudyBook(register), name -> source, clock);
        office = office(tiers);
    }

    private static Tiers tiers(ObjectStore hot, ObjectStore warm) {
        return Tiers.of(new Tier("hot", hot, true, 1L << 40, 0), new Tier("warm", warm, true, 1L << 40, 1));
    }

    /** Another one on the same archive, whose warm tier is this store. */
    DispositionOffice office(ObjectStore other) {
        return office(tiers(archive.files, other));
    }

    private DispositionOffice office(Tiers tiers) {
        return office(tiers, new Faults());
    }

    /** One whose calls can be made to fail. */
    DispositionOffice mortal(Faults faults) {
        return office(tiers(faults.on(ObjectStore.class, archive.files), faults.on(ObjectStore.class, warm)), faults);
    }

    /** One in whose reading of what is in sight something happens, right before so many-th call. */
    DispositionOffice interrupted(int call, Runnable event) {
        Faults faults = new Faults();
        faults.doAt(call, event);
        ArchiveIndex all = archive.index;
        return office(
                tiers(archive.files, warm),
                new Faults(),
                new ArchiveIndex(
                        faults.on(StudyIndex.class, all.reader()),
                        all.writer(),
                        all.derived(),
                        all.rejections(),
                        all.patients(),
                        all.cache(),
                        all.changes()));
    }

    private DispositionOffice office(Tiers tiers, Faults faults) {
        return office(tiers, faults, archive.index);
    }

    private DispositionOffice office(Tiers tiers, Faults faults, ArchiveIndex index) {
        return new DispositionOffice(
                new DispositionOffice.Desk(
                        faults.on(DocumentRegister.class, register), faults.on(AuditTrail.class, audit), clock),
                new DispositionOffice.Holdings(
                        index,
                        faults.on(StudyErasure.class, archive.rows.erasure()),
                        archive.rejecting,
                        faults.on(CopyIndex.class, copies),
                        tiers,
                        new MemoryStudyNotebook()),
                new DispositionOffice.Rules(facts, policies, holds),
                jobs,
                new DispositionOffice.Settings("Test archive", RESTORABLE));
    }

    Dispositions dispositions() {
        return office.dispositions();
    }

    /** Two instances in hot, one container in warm. */
    StudyInstanceUid study(int number, String date) {
        SampleDataSet first = sample(number, 1, date);
        archive.store(first);
        archive.store(sample(number, 2, date));
        pack(first.id().seriesId());
        return first.id().study();
    }

    static SampleDataSet sample(int study, int instance, String date) {
        return new SampleDataSet(study, 1, instance).with(Tag.StudyDate, VR.DA, date);
    }

    void storeAgain(SampleDataSet sample) {
        try {
            archive.ingest.ingest(
                    sample.request(new IngestPolicy(DuplicatePolicy.KEEP, "")),
                    new ByteArrayInputStream(sample.toBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in sight of the series. */
    void pack(SeriesId series) {
        pack(series, instances(archive.index.reader(), series));
    }

    List<InstanceRecord> instances(StudyIndex side, SeriesId series) {
        try (Stream<InstanceRecord> rows = side.instances(series)) {
            return rows.toList();
        }
    }

    void pack(SeriesId series, List<InstanceRecord> instances) {
        Container container = Container.writing(series, "warm", 1, "warm", true, clock.instant());
        copies.begin(container);
        try (ObjectWriter to = warm.create(container.location().key())) {
            Packed packed = new Packer(ObjectStores.of(archive.files)).pack(series, instances, to);
            copies.complete(container.written(packed.size(), packed.digest(), instances.size()), packed.members());
        }
    }

    Disposition approved(StudyInstanceUid... studies) {
        Disposition proposed = dispositions().propose(List.of(studies), "yearly", "olivia");
        Disposition reviewed = dispositions().review(proposed.id(), "looked through", "olivia");
        return dispositions().approve(reviewed.id(), reviewed.sha256(), "agreed", "paul");
    }

    /** Runs the study's job until it ends or waits, with each step done twice: whoever did it first died before that was written down. */
    StepOutcome runTwice(StudyInstanceUid study) {
        return run(study, office, 2, () -> {});
    }

    StepOutcome run(StudyInstanceUid study, DispositionOffice by, int times, Fence fence) {
        Job job = jobs.find(JobKind.DISPOSE, study).orElseThrow();
        Optional<StepOutcome> outcome = Optional.empty();
        for (int steps = 0; steps < 30; steps++) {
            for (int time = 0; time < times; time++)
                outcome = Optional.of(by.job().run(job, fence));
            if (!(outcome.orElseThrow() instanceof StepOutcome.Next next)) return outcome.orElseThrow();
            job = new Job(job.row()
                    .next(
                            JobProgress.at(next.step(), next.detail(), clock.instant()),
                            job.row().lease()));
        }
        throw new AssertionError("it goes round in circles at " + job.step());
    }

    /** From this step on, as a job that was killed there goes on. */
    StepOutcome runFrom(String step, StudyInstanceUid study, Fence fence) {
        return runFrom(step, study, office, fence);
    }

    StepOutcome runFrom(String step, StudyInstanceUid study, DispositionOffice by, Fence fence) {
        Job job = jobs.find(JobKind.DISPOSE, study).orElseThrow();
        return by.job()
                .run(
                        new Job(job.row()
                                .next(
                                        JobProgress.at(step, job.detail(), clock.instant()),
                                        job.row().lease())),
                        fence);
    }

    boolean isInSight(StudyInstanceUid study) {
        return archive.rows
                .studies(new StudyAccess.ByStudyUid(List.of(study)))
                .findAny()
                .isPresent();
    }

    List<String> files(ObjectStore store) {
        List<String> found = new ArrayList<>();
        store.walk(object -> found.add(object.key().path()));
        return found;
    }

    List<EventKind> told() {
        try (Stream<Sealed> entries = audit.read(1)) {
            return entries.map(entry -> entry.event().kind()).toList();
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
        warm.close();
    }
}
