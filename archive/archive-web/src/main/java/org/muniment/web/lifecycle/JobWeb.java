package org.muniment.web.lifecycle;

import org.muniment.lifecycle.engine.job.JobService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs: seen, tried again, cancelled, paused. */
@Configuration(proxyBeanMethods = false)
public class JobWeb {

    @Bean
    JobController jobController(JobService jobs) {
        return new JobController(jobs);
    }
}
