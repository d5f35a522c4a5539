package org.muniment.core.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TieredStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings objects and rows back into agreement after crashes. The instance row is the source of truth: what it refers to must exist, what no
 * row refers to is in nobody's study. Nothing is removed on doubt, and nothing at once: orphans go into quarantine first.
 *
 * <p>Safe to run while the archive stores and gives out; one run at a time. Each step is harmless to repeat, so a run may be interrupted
 * anywhere. Memory does not grow with the archive; time does, by one look-up and one header a series.
 */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final ObjectStores stores;
    private final ArchiveIndex index;
    private final IngestService ingest;
    private final UnaryOperator<String> defaultIssuers;
    private final RejectionService rejections;
    private final ReconcileConfig config;
    private final Clock clock;

    /** @param defaultIssuers the default issuer of patient id of a source; empty for none */
    public Reconciler(
            ObjectStores stores,
            ArchiveIndex index,
            IngestService ingest,
            UnaryOperator<String> defaultIssuers,
            ReconcileConfig config,
            Clock clock) {
        this.stores = stores;
        this.index = index;
        this.ingest = ingest;
        this.defaultIssuers = defaultIssuers;
        this.rejections = new RejectionService(index, stores, ingest, clock);
        this.config = config;
        this.clock = clock;
    }

    /** Looks through the whole archive. Does not throw where a part is unavailable: the report says why it stopped. */
    public synchronized ReconcileReport reconcile() {
        Findings findings = new Findings();
        Instant now = clock.instant();
        Instant settled = now.minus(config.grace());
        findings.run(() -> rejections.completeUnsettled(config.grace()).forEach(findings::problem));
        findings.run(() -> checkAll(findings));
        findings.run(() -> new RetiredObjects(loose(), index, this::isScarce, config).collect(settled, now, findings));
        for (ObjectStore store : stores.all()) {
            if (store instanceof TieredStore tiered) sweep(tiered, now, settled, findings);
            else sweepLoose(store, container -> {}, now, settled, findings);
        }
        return reported(findings.report());
    }

    private void sweep(TieredStore tiered, Instant now, Instant settled, Findings findings) {
        ContainerSweep containers = new ContainerSweep(index, tiered, config, findings);
        findings.run(() -> containers.sweepRows(now, settled));
        for (Tier tier : tiered.tiers().all()) {
            ObjectStore store = tier.store();
            if (store != tiered.loose()) {
                findings.run(() -> containers.sweepStore(store, settled));
                purge(store, now, findings);
                continue;
            }
            ContainerSweep.Objects beside = containers.new Objects(store, settled);
            sweepLoose(store, beside::look, now, settled, findings);
            findings.run(beside::quarantineUnknown);
        }
    }

    private void sweepLoose(
            ObjectStore store, Consumer<ObjectInfo> containers, Instant now, Instant settled, Findings findings) {
        findings.run(() -> new OrphanSweep(index, config, findings, containers).sweep(store, now, settled));
        purge(store, now, findings);
    }

    private void purge(ObjectStore store, Instant now, Findings findings) {
        findings.run(() -> findings.purged += store.purgeQuarantine(now.minus(config.quarantine())));
    }

    /** The stores as those see them who know nothing of containers. */
    private ObjectStores loose() {
        return new ObjectStores(stores.all().stream().map(Reconciler::loose).toList());
    }

    private boolean isScarce(ObjectKey key) {
        return stores.all().stream().anyMatch(store -> store instanceof TieredStore tiered && tiered.isScarce(key));
    }

    static ObjectStore loose(ObjectStore store) {
        return store instanceof TieredStore tiered ? tiered.loose() : store;
    }

    /** Checks the objects and rows of one study. */
    public ReconcileReport check(StudyInstanceUid study) {
        Findings findings = new Findings();
        findings.run(() -> {
            InstanceCheck check = instanceCheck(findings);
            try (Stream<SeriesRecord> series = index.reader().series(study)) {
                series.forEach(s -> {
                    try (Stream<InstanceRecord> instances = index.reader().instances(s.id())) {
                        instances.forEach(check::check);
                    }
                });
            }
        });
        return reported(findings.report());
    }

    private void checkAll(Findings findings) {
        InstanceCheck check = instanceCheck(findings);
        try (Stream<InstanceRecord> rows = index.writer().scan()) {
            rows.forEach(check::check);
        }
        try (Stream<InstanceRecord> rows = index.rejections().index().scan()) {
            rows.forEach(check::checkHeldBack);
        }
    }

    private InstanceCheck instanceCheck(Findings findings) {
        return new InstanceCheck(stores, index, ingest, defaultIssuers, config, findings);
    }

    private static ReconcileReport reported(ReconcileReport report) {
        if (report.isAlarming()) LOG.error("Objects and index do not agree: {}", report);
        else if (!report.problems().isEmpty()) LOG.warn("Objects and index agree again: {}", report);
        else LOG.info("Objects and index agree: {}", report);
        return report;
    }
}
