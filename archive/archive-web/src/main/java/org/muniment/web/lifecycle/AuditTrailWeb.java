package org.muniment.web.lifecycle;

import org.muniment.archive.audit.AuditTrail;
import org.muniment.core.audit.AuditExport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trail of what became of studies: read, verified, taken out. */
@Configuration(proxyBeanMethods = false)
public class AuditTrailWeb {

    @Bean
    AuditTrailController auditTrailController(AuditTrail trail, AuditExport export) {
        return new AuditTrailController(trail, export);
    }
}
