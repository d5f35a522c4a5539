package org.muniment.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.lifecycle.MemoryDocumentRegister;
import org.muniment.archive.lifecycle.MemoryStudyNotebook;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.patient.PatientService;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.tier.StudyCopies;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.engine.copies.CopyStores;
import org.muniment.lifecycle.engine.facts.SourceFacts;
import org.muniment.lifecycle.engine.facts.StudyFactsGatherer;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.disposition.Destructions;
import org.muniment.lifecycle.records.disposition.DispositionOffice;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.muniment.lifecycle.records.disposition.ExpiredList;
import org.muniment.lifecycle.records.disposition.FormerStudyBook;
import org.muniment.lifecycle.records.disposition.Restorations;
import org.muniment.lifecycle.records.hold.HeldStudies;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.lifecycle.records.policy.StudyExplanations;
import org.muniment.store.file.FileObjectStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Records management in memory; its policies are in {@code policies} beside the store's root. Nobody runs its jobs. */
@Configuration(proxyBeanMethods = false)
class RecordsBeans {

    @Bean
    MemoryDocumentRegister documents() {
        return new MemoryDocumentRegister();
    }

    @Bean
    MemoryCopyIndex copyIndex() {
        return new MemoryCopyIndex();
    }

    @Bean
    MemoryStudyNotebook notebook() {
        return new MemoryStudyNotebook();
    }

    @Bean
    Tiers tiers(FileObjectStore store) {
        return Tiers.of(new Tier("hot", store, true, 1L << 40, 0));
    }

    @Bean
    PolicyShelf policyShelf(Path root, MemoryDocumentRegister documents, AuditTrail audit, Clock clock) {
        return new PolicyShelf(root.resolveSibling("policies"), documents, audit, clock);
    }

    @Bean
    Holds holds(MemoryDocumentRegister documents, AuditTrail audit, Clock clock) {
        return new Holds(documents, new Destructions(documents, clock), hold -> {}, audit, clock);
    }

    @Bean
    HeldStudies heldStudies(PatientService patients, StudyFactsGatherer facts, ArchiveIndex index) {
        return new HeldStudies(patients, facts, () -> index.reader()
                .studies(new StudyAccess.Latest())
                .map(StudyRecord::id));
    }

    @Bean
    ExpiredList expiredList(MemoryDocumentRegister documents, AuditTrail audit, Clock clock) {
        return new ExpiredList(documents, audit, clock);
    }

    @Bean
    Certificates certificates(MemoryDocumentRegister documents, AuditTrail audit, Clock clock) {
        return new Certificates(documents, audit, clock);
    }

    @Bean
    StudyFactsGatherer studyFacts(
            ArchiveIndex index,
            MemoryCopyIndex copies,
            MemoryStudyNotebook notebook,
            Tiers tiers,
            PatientService patients,
            MemoryDocumentRegister documents,
            AuditTrail audit,
            Clock clock) {
        SourceFacts source =
                new SourceFacts(Fact.of("source"), Fact.of("radiology"), Fact.of("example-us"), Fact.of(false));
        return new StudyFactsGatherer(
                index,
                new CopyStores(tiers, copies, new StudyCopies(index, copies, tiers)::of, notebook, audit),
                patients,
                new FormerStudyBook(documents),
                name -> source,
                clock);
    }

    @Bean
    StudyExplanations studyExplanations(StudyFactsGatherer facts, PolicyShelf policies, Holds holds) {
        return new StudyExplanations(facts, policies, holds);
    }

    @Bean
    DispositionOffice dispositionOffice(
            ArchiveIndex index,
            MemoryStudyIndex rows,
            RejectionService rejections,
            MemoryCopyIndex copies,
            Tiers tiers,
            MemoryStudyNotebook notebook,
            StudyFactsGatherer facts,
            PolicyShelf policies,
            Holds holds,
            JobService jobs,
            MemoryDocumentRegister documents,
            AuditTrail audit,
            Clock clock) {
        return new DispositionOffice(
                new DispositionOffice.Desk(documents, audit, clock),
                new DispositionOffice.Holdings(index, rows.erasure(), rejections, copies, tiers, notebook),
                new DispositionOffice.Rules(facts, policies, holds),
                jobs,
                new DispositionOffice.Settings("Test", Duration.ZERO));
    }

    @Bean
    Dispositions dispositions(DispositionOffice office) {
        return office.dispositions();
    }

    @Bean
    Restorations restorations(RejectionService rejections, Dispositions dispositions) {
        return new Restorations(rejections, dispositions);
    }
}
