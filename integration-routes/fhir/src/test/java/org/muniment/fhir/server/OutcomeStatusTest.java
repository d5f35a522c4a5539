package org.muniment.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.error.ErrorCode.Category;
import org.muniment.fhir.Validity;

class OutcomeStatusTest {

    private final List<String> headers = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void shouldTellEveryFailure(ErrorCode code) {
        Throwable failure = new RuntimeException(new ArchiveException(code, "what is wrong"));

        BaseServerResponseException answer = new OutcomeMapper().map(failure, response());

        OperationOutcome outcome = (OperationOutcome) answer.getOperationOutcome();
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).isEqualTo("what is wrong");
        Validity.R4.check(outcome);
        assertThat(headers.contains("Retry-After")).isEqualTo(code.isRetryable());
        assertThat(answer.getStatusCode() == 503).isEqualTo(code.isRetryable());
        assertThat(answer.getStatusCode() >= 500)
                .isEqualTo(List.of(Category.UNAVAILABLE, Category.CORRUPT, Category.INTERNAL)
                        .contains(code.category()));
    }

    /** A response that takes note of the headers set. */
    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setHeader")) headers.add((String) arguments[0]);
                    return null;
                });
    }
}
