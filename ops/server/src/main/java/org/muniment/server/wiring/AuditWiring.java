package org.muniment.server.wiring;

import org.muniment.archive.audit.AuditTrail;
import org.muniment.core.audit.AuditExport;
import org.muniment.core.audit.LoggedAuditTrail;
import org.muniment.fhir.r4.AuditEventMapping;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trail of what becomes of studies. */
@Configuration(proxyBeanMethods = false)
class AuditWiring {

    @Bean
    AuditTrail lifecycleTrail(CassandraStudyIndex index) {
        return new LoggedAuditTrail(index.audit());
    }

    @Bean
    AuditExport auditExport() {
        return new AuditEventMapping();
    }
}
