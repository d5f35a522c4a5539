package org.muniment.server.wiring;

import java.time.Clock;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.find.FindConfig;
import org.muniment.core.order.OrderImages;
import org.muniment.core.order.OrderIndexes;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.order.PerformedProcedureSteps;
import org.muniment.core.order.WorklistService;
import org.muniment.core.patient.LivingPatients;
import org.muniment.core.patient.Patients;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.availability.AvailabilityNotifications;
import org.muniment.routes.dimse.WorklistRoute;
import org.muniment.routes.mpps.MppsRoute;
import org.muniment.routes.source.SourceRegistry;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Orders, what modalities see of them, and what becomes of them. */
@Configuration(proxyBeanMethods = false)
class OrderWiring {

    @Bean
    PatientDirectory patientDirectory(Patients patients) {
        return new LivingPatients(patients);
    }

    @Bean
    OrderService orderService(CassandraStudyIndex index, PatientDirectory patients, StudyChanges changes, Clock clock) {
        OrderIndexes indexes = new OrderIndexes(index.orders(), index.appointments(), index.performedSteps());
        return new OrderService(indexes, index, patients, changes, clock);
    }

    @Bean
    OrderImages orderImages(OrderService orders, CassandraStudyIndex index, Clock clock) {
        return new OrderImages(orders, index, clock);
    }

    @Bean
    PerformedProcedureSteps performedProcedureSteps(CassandraStudyIndex index, OrderService orders, Clock clock) {
        return new PerformedProcedureSteps(index.performedSteps(), orders, clock);
    }

    @Bean
    WorklistService worklistService(CassandraStudyIndex index, PatientDirectory patients, MunimentConfig config) {
        FindConfig find = new FindConfig(config.server().aet(), config.query().maxCandidates());
        return new WorklistService(index.orders(), patients, find, Clock.systemDefaultZone());
    }

    @Bean
    WorklistRoute worklistRoute(WorklistService worklist, SourceRegistry sources) {
        return new WorklistRoute(worklist, sources);
    }

    @Bean
    AvailabilityNotifications availabilityNotifications(
            CassandraStudyIndex index,
            OfflineInstances offline,
            PerformedProcedureSteps steps,
            SourceRegistry sources,
            MunimentConfig config) {
        return new AvailabilityNotifications(
                config.server().aet(),
                sources,
                index,
                index.rejections().rejected(),
                offline::of,
                steps,
                config.dicom().dimseTimeout());
    }

    @Bean
    MppsRoute mppsRoute(PerformedProcedureSteps steps, SourceRegistry sources, AuditTrail audit) {
        return new MppsRoute(steps, sources, audit);
    }
}
