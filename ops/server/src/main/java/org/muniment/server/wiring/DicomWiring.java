package org.muniment.server.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ServerSocketFactory;
import org.muniment.camel.dicom.DicomListener;
import org.muniment.core.find.FindService;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.Recalls;
import org.muniment.core.tier.StudyAccesses;
import org.muniment.dicom.net.AssociationListener;
import org.muniment.dicom.net.ServerConfig;
import org.muniment.routes.association.SourceAssociationPolicy;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.dimse.DimseStatusMapper;
import org.muniment.routes.dimse.EchoRoute;
import org.muniment.routes.dimse.FindRoute;
import org.muniment.routes.dimse.GetRoute;
import org.muniment.routes.dimse.MoveRoute;
import org.muniment.routes.dimse.RecallWaits;
import org.muniment.routes.dimse.Retrievals;
import org.muniment.routes.dimse.StoreRoute;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.DicomSettings;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The DICOM listener and the routes that answer on it. Camel opens it when all routes run, and closes it first of all. */
@Configuration(proxyBeanMethods = false)
class DicomWiring {

    /** Often enough for peers that give up on a silent one after ten seconds. */
    private static final Duration RECALL_INTERVAL = Duration.ofSeconds(5);

    @Bean
    SourceRegistry sources(MunimentConfig config, Clock clock) {
        return new SourceRegistry(config.dicom().sources(), config.dicom().acceptUnknownSources(), clock);
    }

    @Bean
    AuditTrail auditTrail() {
        return new AuditTrail();
    }

    @Bean
    DimseStatusMapper dimseStatusMapper() {
        return new DimseStatusMapper();
    }

    @Bean
    DicomListener dicomListener(MunimentConfig config, SourceRegistry sources, List<AssociationListener> listeners) {
        DicomSettings dicom = config.dicom();
        ServerConfig server = new ServerConfig(
                dicom.bind(),
                dicom.port(),
                Math.toIntExact(dicom.maxPduLength().toBytes()),
                dicom.maxAssociations(),
                dicom.maxAssociationsPerPeer(),
                dicom.artimTimeout(),
                dicom.idleTimeout(),
                dicom.dimseTimeout(),
                dicom.operationsWindow(),
                dicom.backlog(),
                ServerSocketFactory.getDefault());
        SourceAssociationPolicy policy =
                new SourceAssociationPolicy(config.server().aet(), dicom.acceptAnyCalledAet(), sources);
        return new DicomListener(server, policy, listeners, config.server().stopTimeout());
    }

    @Bean
    EchoRoute echoRoute(SourceRegistry sources, AuditTrail audit) {
        return new EchoRoute(sources, audit);
    }

    @Bean
    StoreRoute storeRoute(IngestService ingest, SourceRegistry sources, AuditTrail audit, DimseStatusMapper statuses) {
        return new StoreRoute(ingest, sources, audit, statuses);
    }

    @Bean
    FindRoute findRoute(FindService find, SourceRegistry sources, AuditTrail audit) {
        return new FindRoute(find, sources, audit);
    }

    /** Half of the threads that perform operations, at most, wait for recalls. */
    @Bean
    Retrievals retrievals(
            RetrieveService retrieve,
            OfflineInstances offline,
            Recalls recalls,
            StudyAccesses accesses,
            MunimentConfig config) {
        DicomSettings dicom = config.dicom();
        int most = Math.max(1, dicom.maxAssociations() / 2);
        RecallWaits waits = new RecallWaits(offline, recalls, dicom.recallTimeout(), RECALL_INTERVAL, most);
        return new Retrievals(retrieve, waits, accesses);
    }

    @Bean
    MoveRoute moveRoute(Retrievals retrievals, SourceRegistry sources, AuditTrail audit) {
        return new MoveRoute(retrievals, sources, audit);
    }

    @Bean
    GetRoute getRoute(Retrievals retrievals, SourceRegistry sources, AuditTrail audit) {
        return new GetRoute(retrievals, sources, audit);
    }
}
