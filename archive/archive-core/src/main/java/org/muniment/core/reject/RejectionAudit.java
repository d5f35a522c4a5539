package org.muniment.core.reject;

import java.util.stream.Collectors;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.Rejection;
import org.muniment.core.audit.AuditLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each rejection and each restoration into the audit trail. The reasons in words stay in the register: they may name the patient. */
public final class RejectionAudit implements RejectionListener {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.LOGGER);
    private static final int MAX_STUDIES = 20;

    @Override
    public void rejected(Rejection rejection) {
        log.info("{}", line("REJECT", rejection.by(), rejection));
    }

    @Override
    public void restored(Rejection rejection) {
        log.info("{}", line("RESTORE", rejection.restoration().orElseThrow().by(), rejection));
    }

    private static AuditLine line(String operation, String by, Rejection rejection) {
        return new AuditLine()
                .add("operation", operation)
                .add("outcome", "success")
                .add("by", by)
                .add("code", rejection.code().value())
                .add("note", rejection.note().instance())
                .add(
                        "study",
                        rejection.studies().stream()
                                .map(StudyInstanceUid::value)
                                .limit(MAX_STUDIES)
                                .collect(Collectors.joining(",")))
                .add("instances", rejection.instances());
    }
}
