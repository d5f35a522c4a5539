package org.muniment.core.commitment;

import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the audit trail what the archive has taken responsibility for, and what not. */
final class CommitmentAudit {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.LOGGER);

    private CommitmentAudit() {}

    static void delivered(CommitmentResult result) {
        log.info(
                "{}",
                line(result.request(), result.failed().isEmpty() ? "success" : "failures")
                        .add("committed", result.committed().size())
                        .add("failed", result.failed().size()));
    }

    static void givenUp(CommitmentRequest request) {
        log.info(
                "{}",
                line(request, "undelivered")
                        .add("instances", request.references().size()));
    }

    private static AuditLine line(CommitmentRequest request, String outcome) {
        return new AuditLine()
                .add("operation", "COMMIT")
                .add("outcome", outcome)
                .add("aet", request.id().requestor())
                .add("transaction", request.id().transaction());
    }
}
