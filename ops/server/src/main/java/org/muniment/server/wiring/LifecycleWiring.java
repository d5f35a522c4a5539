package org.muniment.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.feed.RetryPolicy;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.metadata.SeriesMetadataService;
import org.muniment.core.patient.PatientService;
import org.muniment.core.tier.CopyListener;
import org.muniment.core.tier.Packer;
import org.muniment.core.tier.Recoder;
import org.muniment.core.tier.StudyCopies;
import org.muniment.core.tier.TieredStore;
import org.muniment.core.tier.Tiers;
import org.muniment.dicom.pixel.transcode.Transcoder;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.lifecycle.engine.copies.CopyMaking;
import org.muniment.lifecycle.engine.copies.CopyReleasing;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.copies.Losses;
import org.muniment.lifecycle.engine.copies.OfflineCopies;
import org.muniment.lifecycle.engine.copies.Recompression;
import org.muniment.lifecycle.engine.copies.StudyRows;
import org.muniment.lifecycle.engine.due.DueStudies;
import org.muniment.lifecycle.engine.due.DueWorker;
import org.muniment.lifecycle.engine.facts.FormerStudies;
import org.muniment.lifecycle.engine.facts.SourceFacts;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.forecast.ForecastService;
import org.muniment.lifecycle.engine.job.Bandwidth;
import org.muniment.lifecycle.engine.job.JobEngine;
import org.muniment.lifecycle.engine.job.JobEngineConfig;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobListener;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Throttle;
import org.muniment.lifecycle.engine.job.TimeWindow;
import org.muniment.lifecycle.engine.place.EvaluationConfig;
import org.muniment.lifecycle.engine.place.LifecycleSubscriber;
import org.muniment.lifecycle.engine.place.MigrateHandler;
import org.muniment.lifecycle.engine.place.PlacementEvaluation;
import org.muniment.lifecycle.engine.place.Situations;
import org.muniment.lifecycle.engine.policy.ExpiredStudies;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.engine.recall.RecallHandler;
import org.muniment.lifecycle.engine.recall.RecallService;
import org.muniment.lifecycle.engine.recall.RecordedAccesses;
import org.muniment.lifecycle.engine.verify.RepairHandler;
import org.muniment.lifecycle.engine.verify.VerifyHandler;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.LifecycleSettings;
import org.muniment.server.config.MunimentConfig;
import org.muniment.server.metrics.JobMetrics;
import org.muniment.server.tier.TierUsage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What becomes of studies once they are in: who looks at them, and the jobs that move, recall, check and repair their copies. */
@Configuration(proxyBeanMethods = false)
class LifecycleWiring {

    @Bean
    JobService jobService(CassandraStudyIndex index, Clock clock) {
        return new JobService(index.jobs(), index.due(), clock);
    }

    @Bean
    DueStudies dueStudies(CassandraStudyIndex index) {
        return new DueStudies(index.due());
    }

    @Bean
    Throttle throttle(MunimentConfig config) {
        Map<String, Throttle.Limit> limits = config.lifecycle().jobs().tiers().stream()
                .collect(Collectors.toMap(
                        LifecycleSettings.TierLimit::name,
                        tier -> new Throttle.Limit(
                                tier.concurrent(), tier.bandwidth().toBytes())));
        return new Throttle(limits, new Throttle.Limit(Integer.MAX_VALUE, 0));
    }

    @Bean
    Bandwidth bandwidth(Throttle throttle) {
        return new Bandwidth(throttle);
    }

    /** What jobs see of the tiers. */
    @Bean
    CopyStores copyStores(
            Tiers tiers,
            Bandwidth bandwidth,
            CopyIndex copies,
            ArchiveIndex index,
            CassandraStudyIndex rows,
            AuditTrail audit) {
        return new CopyStores(
                bandwidth.tiers(tiers), copies, new StudyCopies(index, copies, tiers)::of, rows.notebook(), audit);
    }

    @Bean
    CopyMaking copyMaking(CopyStores copies, ArchiveIndex index, Clock clock) {
        TieredStore stores = new TieredStore(copies.tiers(), copies.index(), CopyListener.NONE);
        StudyRows rows =
                new StudyRows(index.reader(), index.rejections().index().rejected());
        return new CopyMaking(copies, rows, new Packer(ObjectStores.of(stores))::pack, clock);
    }

    @Bean
    CopyReleasing copyReleasing(CopyStores copies, Clock clock) {
        return new CopyReleasing(copies, clock);
    }

    @Bean
    Losses losses(CopyStores copies) {
        return new Losses(copies);
    }

    @Bean
    OfflineCopies offlineCopies(CopyStores copies, MunimentConfig config, Clock clock) {
        LifecycleSettings.Recall recall = config.lifecycle().recall();
        return new OfflineCopies(copies.tiers(), recall.keep(), recall.poll(), clock);
    }

    @Bean
    StudyFactsGatherer studyFacts(
            ArchiveIndex index,
            CopyStores copies,
            PatientService patients,
            FormerStudies former,
            SourceRegistry sources,
            MunimentConfig config,
            Clock clock) {
        return new StudyFactsGatherer(
                index,
                copies,
                patients,
                former,
                sender -> source(sources, sender),
                clock.withZone(config.lifecycle().zone()));
    }

    /** @param sender the AE title an instance came from, or another name where it did not come by DICOM */
    private static SourceFacts source(SourceRegistry sources, String sender) {
        return sources.source(sender)
                .map(source -> new SourceFacts(
                        Fact.of(source.name()),
                        fact(source.affiliation().department()),
                        fact(source.affiliation().facility()),
                        fact(source.affiliation().imported())))
                .orElse(SourceFacts.UNKNOWN);
    }

    private static <T> Fact<T> fact(Optional<T> value) {
        return value.map(Fact::of).orElseGet(Fact::unknown);
    }

    @Bean
    Recompression recompression(
            CopyStores copies,
            CopyMaking making,
            ArchiveIndex index,
            TieredStore store,
            Transcoder transcoder,
            IngestService ingest,
            SeriesMetadataService metadata,
            MunimentConfig config) {
        Path spool = config.server().home().resolve("spool");
        Optional<Recoder> recoder = config.lifecycle()
                .recompression()
                .transferSyntax()
                .map(target -> new Recoder(ObjectStores.of(store), transcoder, target, spool));
        StudyRows rows =
                new StudyRows(index.reader(), index.rejections().index().rejected());
        return new Recompression(
                copies, making, rows, recoder, ingest::replaceEncoding, series -> metadata.series(series));
    }

    @Bean
    Situations situations(
            CopyStores copies, StudyFactsGatherer facts, PoliciesInForce policies, HoldSource holds, TierUsage usage) {
        return new Situations(copies, facts, policies, holds, usage::states);
    }

    @Bean
    ForecastService forecastService(
            CassandraStudyIndex index,
            StudyFactsGatherer facts,
            PoliciesInForce policies,
            HoldSource holds,
            TierUsage usage,
            MunimentConfig config,
            Clock clock) {
        return new ForecastService(
                () -> index.studies(new StudyAccess.Latest()).map(StudyRecord::id),
                facts,
                policies,
                holds,
                usage::states,
                clock.withZone(config.lifecycle().zone()));
    }

    @Bean
    MigrateHandler migrateHandler(
            Situations situations,
            CopyMaking making,
            CopyReleasing releasing,
            Losses losses,
            OfflineCopies offline,
            Recompression recompression,
            StudyChanges changes,
            MunimentConfig config,
            Clock clock) {
        return new MigrateHandler(
                situations,
                making,
                releasing,
                losses,
                offline,
                recompression,
                changes,
                config.lifecycle().recall().stay(),
                clock);
    }

    @Bean
    RecallHandler recallHandler(
            CopyStores copies,
            CopyMaking making,
            Losses losses,
            OfflineCopies offline,
            StudyChanges changes,
            Clock clock) {
        return new RecallHandler(copies, making, losses, offline, changes, clock);
    }

    @Bean
    VerifyHandler verifyHandler(CopyStores copies, JobService jobs, MunimentConfig config, Clock clock) {
        return new VerifyHandler(copies, jobs, config.lifecycle().fixityWindow(), clock);
    }

    @Bean
    RepairHandler repairHandler(
            Situations situations,
            CopyMaking making,
            CopyReleasing releasing,
            Losses losses,
            OfflineCopies offline,
            Clock clock) {
        return new RepairHandler(situations, making, releasing, losses, offline, clock);
    }

    @Bean
    RecordedAccesses studyAccesses(CassandraStudyIndex index, DueStudies due, MunimentConfig config, Clock clock) {
        return new RecordedAccesses(index.notebook(), due, config.lifecycle().accessesEvery(), clock);
    }

    @Bean
    RecallService recalls(
            CopyStores copies, JobService jobs, RecordedAccesses accesses, MunimentConfig config, Clock clock) {
        LifecycleSettings.Recall recall = config.lifecycle().recall();
        Function<StudyInstanceUid, Optional<Instant>> staysUntil =
                study -> lastRecalled(copies, study).map(at -> at.plus(recall.stay()));
        return new RecallService(copies, jobs, accesses, staysUntil, recall.retryAfter(), clock);
    }

    private static Optional<Instant> lastRecalled(CopyStores copies, StudyInstanceUid study) {
        String hot = copies.tiers().hot().name();
        try (Stream<Container> containers = copies.index().ofStudy(study)) {
            return containers
                    .filter(container -> container.tier().equals(hot) && container.state() == CopyState.GOOD)
                    .map(Container::madeAt)
                    .max(Instant::compareTo);
        }
    }

    @Bean
    LifecycleSubscriber lifecycleSubscriber(
            DueStudies due, CassandraStudyIndex index, PatientService patients, Clock clock) {
        return new LifecycleSubscriber(
                due,
                study -> patientsOf(index, patients, study),
                patient -> patients.studies(patient).map(StudyRecord::id),
                clock);
    }

    private static Stream<PatientIdentifier> patientsOf(
            CassandraStudyIndex index, PatientService patients, StudyInstanceUid study) {
        try (Stream<StudyRecord> found = index.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found
                    .flatMap(record -> PatientIdentifier.of(record.attributes()).stream())
                    .map(named -> patients.living(named).identifier())
                    .toList()
                    .stream();
        }
    }

    @Bean
    PlacementEvaluation placementEvaluation(
            Situations situations, JobService jobs, ExpiredStudies expired, MunimentConfig config, Clock clock) {
        LifecycleSettings settings = config.lifecycle();
        return new PlacementEvaluation(
                situations,
                jobs,
                expired,
                new EvaluationConfig(
                        settings.settle(),
                        settings.evaluateAtLatest(),
                        settings.fixityWindow(),
                        settings.recall().stay()),
                clock.withZone(settings.zone()));
    }

    @Bean
    DueWorker dueWorker(
            CassandraStudyIndex index,
            PlacementEvaluation evaluation,
            NodeId node,
            MunimentConfig config,
            Clock clock) {
        LifecycleSettings.Jobs settings = config.lifecycle().jobs();
        DueWorker worker =
                new DueWorker(index.due(), evaluation, node.value(), settings.poll(), settings.evaluations(), clock);
        worker.start();
        return worker;
    }

    @Bean
    JobMetrics jobMetrics(MeterRegistry registry) {
        return new JobMetrics(registry);
    }

    @Bean
    JobEngine jobEngine(
            JobService jobs,
            CassandraStudyIndex index,
            ObjectProvider<JobHandler> handlers,
            NodeId node,
            ObjectProvider<JobListener> listeners,
            Throttle throttle,
            MunimentConfig config) {
        List<JobHandler> all = handlers.orderedStream().toList();
        JobEngine engine = new JobEngine(
                jobs,
                index.due(),
                all,
                node.value(),
                engineConfig(config.lifecycle().jobs()),
                JobListener.all(listeners.orderedStream().toList()),
                throttle);
        engine.start();
        return engine;
    }

    private static JobEngineConfig engineConfig(LifecycleSettings.Jobs settings) {
        Map<JobKind, TimeWindow> windows = settings.windows().stream()
                .map(window -> window.split("="))
                .collect(Collectors.toMap(
                        window -> JobKind.valueOf(window[0].toUpperCase(Locale.ROOT)),
                        window -> TimeWindow.parse(window[1])));
        return new JobEngineConfig(
                settings.workers(),
                settings.lease(),
                settings.poll(),
                new RetryPolicy(settings.firstRetry(), settings.mostRetry()),
                settings.attempts(),
                windows);
    }
}
