package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.engine.policy.ExpiredStudies;
import org.muniment.lifecycle.policy.retention.RetentionDecision;
import org.muniment.lifecycle.policy.version.PolicyVersion;
import org.muniment.lifecycle.records.document.Documents;

/** Studies whose retention is over. Only a reminder: what it says is decided anew whenever it matters. */
public final class ExpiredList implements ExpiredStudies {

    /** @param due the day from which it may be destroyed */
    public record Expired(String study, LocalDate due, List<String> policies, Instant listedAt) {}

    private final Documents<Expired> expired;
    private final AuditTrail audit;
    private final Clock clock;

    public ExpiredList(DocumentRegister register, AuditTrail audit, Clock clock) {
        this.expired = new Documents<>(register, "expired", Expired.class);
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void expired(RetentionDecision decision) {
        String study = decision.study().value();
        LocalDate due = decision.until().dueDate().orElseThrow();
        List<String> policies =
                decision.policies().stream().map(PolicyVersion::toString).toList();
        Expired now = new Expired(study, due, policies, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (expired.add(study, now))
            audit.append(LifecycleEvent.of(EventKind.DUE, clock.instant(), "lifecycle", decision.study())
                    .with("due", due)
                    .with("policies", String.join(", ", policies)));
        else
            expired.change(
                    study,
                    present -> present.due().equals(due) && present.policies().equals(policies)
                            ? present
                            : new Expired(study, due, policies, present.listedAt()));
    }

    @Override
    public void notExpired(StudyInstanceUid study) {
        expired.remove(study.value());
    }

    /** Those that expired first come first. */
    public List<Expired> list(int limit) {
        try (Stream<Expired> all = expired.all()) {
            return all.sorted(Comparator.comparing(Expired::due).thenComparing(Expired::study))
                    .limit(limit)
                    .toList();
        }
    }
}
