package org.muniment.web.lifecycle;

import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.muniment.lifecycle.records.disposition.ExpiredList;
import org.muniment.lifecycle.records.hold.HeldStudies;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.lifecycle.records.policy.StudyExplanations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What records officers and approvers do. */
@Configuration(proxyBeanMethods = false)
public class RecordsWeb {

    @Bean
    PolicyController policyController(PolicyShelf policies) {
        return new PolicyController(policies);
    }

    @Bean
    HoldController holdController(Holds holds, HeldStudies held) {
        return new HoldController(holds, held);
    }

    @Bean
    StudyRecordsController studyRecordsController(StudyExplanations explanations, Dispositions dispositions) {
        return new StudyRecordsController(explanations, dispositions);
    }

    @Bean
    DispositionController dispositionController(Dispositions dispositions, ExpiredList expired) {
        return new DispositionController(dispositions, expired);
    }

    @Bean
    CertificateController certificateController(Certificates certificates, Dispositions dispositions) {
        return new CertificateController(certificates, dispositions);
    }
}
