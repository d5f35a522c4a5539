package org.muniment.web.rejection;

import java.time.Clock;
import org.muniment.core.reject.RejectionService;
import org.muniment.lifecycle.records.disposition.Restorations;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** Rejections, restorations, and the view of what is rejected. Needs a {@link RejectedArchive} as a bean. */
@Configuration(proxyBeanMethods = false)
public class RejectionWeb {

    /** Before the path of the DICOMweb services: {@code /rejected/dicom-web/studies}. */
    public static final String REJECTED = "/rejected";

    @Bean
    RejectionController rejectionController(RejectionService rejections, Restorations restorations, Clock clock) {
        return new RejectionController(rejections, restorations, clock);
    }

    @Bean
    DeleteController deleteController(RejectionService rejections) {
        return new DeleteController(rejections);
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> rejectedView(ApplicationContext archive) {
        AnnotationConfigWebApplicationContext view = new AnnotationConfigWebApplicationContext();
        view.setParent(archive);
        view.register(RejectedView.class);
        ServletRegistrationBean<DispatcherServlet> servlet =
                new ServletRegistrationBean<>(new DispatcherServlet(view), REJECTED + "/*");
        servlet.setName("rejected");
        servlet.setLoadOnStartup(1);
        return servlet;
    }
}
