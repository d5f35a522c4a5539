package org.muniment.fhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.muniment.archive.error.ArchiveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become FHIR answers; what HAPI itself refuses is an OperationOutcome already. */
@Interceptor
public final class OutcomeMapper {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeMapper.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException map(Throwable failure, HttpServletResponse response) {
        ArchiveException archive = cause(failure, ArchiveException.class);
        if (archive != null) {
            if (archive.code().isRetryable()) response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            return answer(archive);
        }
        BaseServerResponseException refused = cause(failure, BaseServerResponseException.class);
        if (refused != null && refused.getStatusCode() < 500) return refused;
        DataFormatException malformed = cause(failure, DataFormatException.class);
        if (malformed != null) return answer(400, IssueType.INVALID, malformed.getMessage());
        // who went away needs no answer, and nobody has to act
        if (cause(failure, IOException.class) == null) LOG.error("Unexpected failure", failure);
        return answer(500, IssueType.EXCEPTION, "The archive failed; its log says why");
    }

    private static BaseServerResponseException answer(ArchiveException failure) {
        OutcomeStatus status = OutcomeStatus.of(failure.code());
        if (status.http() == 500) LOG.error("{}", failure.code(), failure);
        return answer(status.http(), status.issue(), failure.getMessage());
    }

    private static BaseServerResponseException answer(int status, IssueType issue, String text) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(issue).setDiagnostics(text);
        UnclassifiedServerFailureException answer = new UnclassifiedServerFailureException(status, text);
        answer.setOperationOutcome(outcome);
        return answer;
    }

    private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) if (type.isInstance(t)) return type.cast(t);
        return null;
    }
}
