package org.muniment.core.audit;

import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the audit log each entry's number and hash. Where the log is kept out of reach of who can write to the index, its lines prove whether a
 * trail that holds is the one that was written.
 */
public final class LoggedAuditTrail implements AuditTrail {

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLine.LOGGER);

    private final AuditTrail trail;

    public LoggedAuditTrail(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public Sealed append(LifecycleEvent event) {
        Sealed sealed = trail.append(event);
        AUDIT.info(
                "{}",
                new AuditLine()
                        .add("operation", "lifecycle")
                        .add("event", event.kind())
                        .add("user", event.by())
                        .add("study", event.study().orElse(null))
                        .add("sequence", sealed.sequence())
                        .add("hash", sealed.hash()));
        return sealed;
    }

    @Override
    public Stream<Sealed> read(long from) {
        return trail.read(from);
    }

    @Override
    public Optional<Sealed> last() {
        return trail.last();
    }

    @Override
    public long length() {
        return trail.length();
    }
}
