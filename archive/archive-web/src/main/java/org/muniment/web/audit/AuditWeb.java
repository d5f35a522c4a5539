package org.muniment.web.audit;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit trail of DICOMweb. */
@Configuration(proxyBeanMethods = false)
public class AuditWeb {

    /** Behind the filter that checks identities, so that it knows whom it hears. */
    @Bean
    FilterRegistrationBean<HttpAudit> httpAudit() {
        FilterRegistrationBean<HttpAudit> registration = new FilterRegistrationBean<>(new HttpAudit());
        registration.setOrder(0);
        return registration;
    }
}
