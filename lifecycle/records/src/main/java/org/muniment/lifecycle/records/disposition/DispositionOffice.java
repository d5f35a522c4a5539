package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Duration;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.reject.RejectionService;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.engine.job.JobHandler;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.records.certificate.Certificates;

/** Puts together what destroys studies: what people use of it, and the handler of its jobs. */
public final class DispositionOffice {

    /** Where it writes down what it does. */
    public record Desk(DocumentRegister register, AuditTrail audit, Clock clock) {}

    /** What it destroys. */
    public record Holdings(
            ArchiveIndex index,
            StudyErasure erasure,
            RejectionService rejections,
            CopyIndex copies,
            Tiers tiers,
            StudyNotebook notes) {}

    /** What forbids it. */
    public record Rules(FactsSource facts, PoliciesInForce policies, HoldSource holds) {}

    /**
     * @param archive as the archive calls itself on certificates
     * @param restorable how long a hidden study can be had back before it is destroyed
     */
    public record Settings(String archive, Duration restorable) {}

    private final Dispositions dispositions;
    private final DisposeJob job;

    public DispositionOffice(Desk desk, Holdings holdings, Rules rules, JobService jobs, Settings settings) {
        DispositionBook book = new DispositionBook(desk.register(), desk.clock());
        DestructionCheck check = new DestructionCheck(rules.facts(), rules.policies(), rules.holds(), desk.clock());
        Certificates certificates = new Certificates(desk.register(), desk.audit(), desk.clock());
        ExpiredList expired = new ExpiredList(desk.register(), desk.audit(), desk.clock());
        dispositions = new Dispositions(book, check, expired, jobs, desk.audit(), desk.clock());
        job = new DisposeJob(
                book,
                check,
                new StudyHiding(holdings.index(), holdings.rejections()),
                new StudyShredder(
                        holdings.index(), holdings.erasure(), holdings.copies(), holdings.tiers(), holdings.notes()),
                new OtherJobs(jobs),
                new CertificateWriter(book, certificates, settings.archive(), desk.clock()),
                desk.audit(),
                settings.restorable(),
                desk.clock());
    }

    public Dispositions dispositions() {
        return dispositions;
    }

    public JobHandler job() {
        return job;
    }
}
