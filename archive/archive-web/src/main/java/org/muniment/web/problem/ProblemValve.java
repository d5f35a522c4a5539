package org.muniment.web.problem;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/** What Tomcat refuses before any filter sees it, such as a request target with characters that may not be there. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int code = response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
        HttpStatus status = HttpStatus.resolve(code);
        String title = status == null ? "Error" : status.getReasonPhrase();
        response.setContentType("application/problem+json");
        try {
            Writer writer = response.getReporter();
            if (writer == null) return;
            writer.write("{\"status\":" + code + ",\"title\":\"" + title + "\",\"detail\":\""
                    + (code == 400 ? "The request is not as HTTP allows" : title) + "\"}");
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The client went away", e);
        }
    }
}
