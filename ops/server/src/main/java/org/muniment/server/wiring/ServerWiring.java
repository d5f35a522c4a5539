package org.muniment.server.wiring;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the server consists of; nothing is found by scanning. */
@Configuration(proxyBeanMethods = false)
@Import({
    AccessWiring.class,
    ArchiveWiring.class,
    AuditWiring.class,
    CommitmentWiring.class,
    DicomWiring.class,
    FeedWiring.class,
    FhirWiring.class,
    Hl7Wiring.class,
    HttpWiring.class,
    LifecycleWiring.class,
    OperationsWiring.class,
    OrderWiring.class,
    PatientWiring.class,
    PixelWiring.class,
    RecordsWiring.class,
    RoutingWiring.class,
    TierWiring.class,
    ViewerWiring.class,
    WebWiring.class
})
public class ServerWiring {}
