package org.muniment.server.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.patient.PatientService;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.tier.Tiers;
import org.muniment.index.cassandra.CassandraStudyIndex;
import org.muniment.lifecycle.engine.due.DueStudies;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.disposition.Destructions;
import org.muniment.lifecycle.records.disposition.DispositionOffice;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.muniment.lifecycle.records.disposition.ExpiredList;
import org.muniment.lifecycle.records.disposition.FormerStudyBook;
import org.muniment.lifecycle.records.disposition.Restorations;
import org.muniment.lifecycle.records.hold.HeldStudies;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.policy.PolicyRollout;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.lifecycle.records.policy.StudyExplanations;
import org.muniment.server.config.MunimentConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a records officer decides on: policies in force, holds, and studies whose time is over. */
@Configuration(proxyBeanMethods = false)
class RecordsWiring {

    private static final Duration POLICIES_LOOKED_AT = Duration.ofSeconds(10);

    @Bean
    DocumentRegister documents(CassandraStudyIndex index) {
        return index.documents();
    }

    @Bean
    PolicyShelf policyShelf(MunimentConfig config, DocumentRegister documents, AuditTrail audit, Clock clock) {
        return new PolicyShelf(config.lifecycle().policies(), documents, audit, clock);
    }

    @Bean
    HeldStudies heldStudies(PatientService patients, StudyFactsGatherer facts, ArchiveIndex index) {
        return new HeldStudies(patients, facts, () -> allStudies(index));
    }

    @Bean
    Holds holds(DocumentRegister documents, HeldStudies held, StudyChanges changes, AuditTrail audit, Clock clock) {
        return new Holds(
                documents,
                new Destructions(documents, clock),
                hold -> held.named(hold).forEach(study -> changes.changed(study, ChangeKind.HELD)),
                audit,
                clock);
    }

    @Bean
    ExpiredList expiredStudies(DocumentRegister documents, AuditTrail audit, Clock clock) {
        return new ExpiredList(documents, audit, clock);
    }

    @Bean
    FormerStudyBook formerStudies(DocumentRegister documents) {
        return new FormerStudyBook(documents);
    }

    @Bean
    Certificates certificates(DocumentRegister documents, AuditTrail audit, Clock clock) {
        return new Certificates(documents, audit, clock);
    }

    @Bean
    StudyExplanations studyExplanations(StudyFactsGatherer facts, PolicyShelf policies, Holds holds) {
        return new StudyExplanations(facts, policies, holds);
    }

    @Bean
    DispositionOffice.Rules destructionRules(StudyFactsGatherer facts, PolicyShelf policies, Holds holds) {
        return new DispositionOffice.Rules(facts, policies, holds);
    }

    @Bean
    DispositionOffice dispositionOffice(
            CassandraStudyIndex rows,
            ArchiveIndex index,
            RejectionService rejections,
            CopyIndex copies,
            Tiers tiers,
            DispositionOffice.Rules rules,
            JobService jobs,
            DocumentRegister documents,
            AuditTrail audit,
            MunimentConfig config,
            Clock clock) {
        return new DispositionOffice(
                new DispositionOffice.Desk(documents, audit, clock),
                new DispositionOffice.Holdings(index, rows.erasure(), rejections, copies, tiers, rows.notebook()),
                rules,
                jobs,
                new DispositionOffice.Settings(
                        config.server().aet(), config.lifecycle().restorable()));
    }

    @Bean
    JobHandler disposeJob(DispositionOffice office) {
        return office.job();
    }

    @Bean
    Dispositions dispositions(DispositionOffice office) {
        Dispositions dispositions = office.dispositions();
        dispositions.resume();
        return dispositions;
    }

    @Bean
    Restorations restorations(RejectionService rejections, Dispositions dispositions) {
        return new Restorations(rejections, dispositions);
    }

    @Bean
    PolicyRollout policyRollout(PolicyShelf policies, DocumentRegister documents, ArchiveIndex index, DueStudies due) {
        PolicyRollout rollout = new PolicyRollout(policies, documents, () -> allStudies(index), due::scheduleNow);
        rollout.start(POLICIES_LOOKED_AT);
        return rollout;
    }

    private static Stream<StudyInstanceUid> allStudies(ArchiveIndex index) {
        return Stream.of(index.reader(), index.rejections().index().rejected())
                .flatMap(side -> side.studies(new StudyAccess.Latest()))
                .map(StudyRecord::id);
    }
}
