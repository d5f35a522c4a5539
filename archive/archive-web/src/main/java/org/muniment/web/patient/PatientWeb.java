package org.muniment.web.patient;

import java.time.Clock;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.WorkItemService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Patients, what was said of them, and conflicts of identities. */
@Configuration(proxyBeanMethods = false)
public class PatientWeb {

    @Bean
    PatientController patientController(PatientService patients, WorkItemService workItems, Clock clock) {
        return new PatientController(patients, workItems, clock);
    }

    @Bean
    ReconciliationController reconciliationController(PatientService patients, Clock clock) {
        return new ReconciliationController(patients, clock);
    }

    @Bean
    WorkItemController workItemController(WorkItemService workItems, Clock clock) {
        return new WorkItemController(workItems, clock);
    }
}
