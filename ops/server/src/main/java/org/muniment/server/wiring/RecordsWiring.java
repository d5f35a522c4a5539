package org.muniment.server.wiring;

import java.time.Clock;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.lifecycle.records.disposition.Destructions;
import org.muniment.lifecycle.records.disposition.ExpiredList;
import org.muniment.lifecycle.records.disposition.FormerStudyBook;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a records officer decides on: policies in force, holds, and studies whose time is over. */
@Configuration(proxyBeanMethods = false)
class RecordsWiring {

    @Bean
    DocumentRegister documents(CassandraStudyIndex index) {
        return index.documents();
    }

    @Bean
    PolicyShelf policyShelf(MunimentConfig config, DocumentRegister documents, AuditTrail audit, Clock clock) {
        return new PolicyShelf(config.lifecycle().policies(), documents, audit, clock);
    }

    @Bean
    Holds holds(DocumentRegister documents, AuditTrail audit, Clock clock) {
        return new Holds(documents, new Destructions(documents, clock), hold -> {}, audit, clock);
    }

    @Bean
    ExpiredList expiredStudies(DocumentRegister documents, AuditTrail audit, Clock clock) {
        return new ExpiredList(documents, audit, clock);
    }

    @Bean
    FormerStudyBook formerStudies(DocumentRegister documents) {
        return new FormerStudyBook(documents);
    }
}
