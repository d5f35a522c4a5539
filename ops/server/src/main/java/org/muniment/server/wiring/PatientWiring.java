package org.muniment.server.wiring;

import java.time.Clock;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.patient.PatientAudit;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.Patients;
import org.muniment.core.patient.WorkItemService;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Patients, and conflicts of their identities. */
@Configuration(proxyBeanMethods = false)
class PatientWiring {
    private static final Logger LOG = LoggerFactory.getLogger(PatientWiring.class);

    @Bean
    Patients patients(CassandraStudyIndex index, Clock clock) {
        return new Patients(index.patients(), clock);
    }

    @Bean
    PatientAudit patientAudit() {
        return new PatientAudit();
    }

    /** What the last run left undone is completed before anybody can look. */
    @Bean
    PatientService patientService(ArchiveIndex index, PatientAudit audit, Clock clock) {
        PatientService service = new PatientService(index, audit, clock);
        service.completeUnfinished().forEach(problem -> LOG.error("Not completed: {}", problem));
        return service;
    }

    @Bean
    WorkItemService workItemService(PatientService patients, CassandraStudyIndex index, PatientAudit audit) {
        return new WorkItemService(patients, index.patients().workItems(), audit);
    }
}
