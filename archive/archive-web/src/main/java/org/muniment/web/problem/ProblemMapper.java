package org.muniment.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.web.media.NotAcceptableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * The one place where failures become HTTP answers. A response that has begun can't become a problem any more: then the failure goes on to
 * Tomcat, which cuts the connection, so that no client takes a part for the whole.
 */
@RestControllerAdvice
public final class ProblemMapper extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final List<String> OF_ANSWERS = List.of(
            HttpHeaders.ETAG,
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_ENCODING);

    private final OfflineAnswer offline;

    public ProblemMapper(OfflineAnswer offline) {
        this.offline = offline;
    }

    @ExceptionHandler
    ResponseEntity<Object> archive(ArchiveException e, WebRequest request) {
        if (isBegun(request)) throw e;
        discardAnswer(request);
        if (e.code() == ErrorCode.OFFLINE && request instanceof ServletWebRequest servlet) {
            Optional<ResponseEntity<Object>> recalled = offline.of(servlet.getRequest());
            if (recalled.isPresent()) return recalled.get();
        }
        HttpStatus status = ErrorStatus.of(e.code());
        if (status.is5xxServerError() && !e.code().isRetryable()) LOG.error("{}", e.code(), e);
        HttpHeaders headers = new HttpHeaders();
        if (e.code().isRetryable()) headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        ProblemDetail problem = Problem.of(status, e.getMessage());
        problem.setProperty("code", e.code());
        return Problem.answer(problem, headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> badParameter(BadParameterException e) {
        return Problem.answer(
                Problem.ofParameter(HttpStatus.BAD_REQUEST, e.parameter(), e.getMessage()), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> notAcceptable(NotAcceptableException e) {
        ProblemDetail problem = Problem.of(HttpStatus.NOT_ACCEPTABLE, e.getMessage());
        problem.setProperty("available", e.available());
        return Problem.answer(problem, HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e, WebRequest request) throws Exception {
        if (isBegun(request)) throw e;
        discardAnswer(request);
        if (!(e instanceof IOException)) LOG.error("Unexpected failure", e);
        return Problem.answer(
                Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "The archive failed; its log says why"),
                HttpHeaders.EMPTY);
    }

    /** A UID in the path that is none, a number that is none. */
    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String parameter = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(e.getPropertyName());
        Throwable cause = e.getMostSpecificCause();
        String reason = cause instanceof ArchiveException ? cause.getMessage() : "not as it must be";
        return Problem.answer(Problem.ofParameter(status, parameter, reason), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return Problem.answer(Problem.ofParameter(status, e.getParameterName(), "is missing"), headers);
    }

    @Override
    protected ResponseEntity<Object> handleNoHandlerFoundException(
            NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return Problem.answer(Problem.of(status, "Nothing is at this path"), headers);
    }

    /** Everything else Spring refuses by itself. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return Problem.answer(
                body instanceof ProblemDetail problem ? problem : ProblemDetail.forStatus(status), headers);
    }

    /** What was prepared of the answer that is not to be; headers that say how clients are to be kept safe stay. */
    private static void discardAnswer(WebRequest request) {
        if (!(request instanceof ServletWebRequest servlet) || servlet.getResponse() == null) return;
        HttpServletResponse response = servlet.getResponse();
        response.resetBuffer();
        response.setContentLengthLong(-1);
        for (String header : OF_ANSWERS) response.setHeader(header, null);
    }

    private static boolean isBegun(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted();
    }
}
