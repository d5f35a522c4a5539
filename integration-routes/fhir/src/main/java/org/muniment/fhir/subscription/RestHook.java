package org.muniment.fhir.subscription;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hl7.fhir.r4.model.Bundle;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;

/** Posts notifications. Any status of 200 to 299 is taken for the receipt; redirects are not followed, as they may lead where nothing may be sent. */
final class RestHook {

    /** Answers that speak of this notification; whatever else goes wrong would go wrong with any. */
    private static final Set<Integer> ABOUT_THE_BODY = Set.of(400, 409, 413, 422);

    private final AllowedTargets targets;
    private final Duration timeout;
    private final HttpClient client;

    RestHook(AllowedTargets targets, Duration timeout) {
        this.targets = targets;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    void post(Accepted subscription, Bundle notification) throws TargetUnavailableException, UndeliverableException {
        if (!targets.admit(subscription.endpoint()))
            throw new TargetUnavailableException("the configuration does not allow this target any more");
        int status = status(subscription
                .request()
                .setHeader("Content-Type", "application/fhir+json;charset=UTF-8")
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(
                        FhirContext.forR4Cached().newJsonParser().encodeResourceToString(notification)))
                .build());
        if (status >= 200 && status < 300) return;
        if (ABOUT_THE_BODY.contains(status)) throw new UndeliverableException("answered " + status);
        throw new TargetUnavailableException("answered " + status);
    }

    private int status(HttpRequest request) throws TargetUnavailableException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            // the request's own timeout ends with the answer's head; its body may never end
            return answer.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure)
                throw new TargetUnavailableException(
                        "no answer: " + failure.getClass().getSimpleName(), failure);
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new TargetUnavailableException("the answer does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("the archive is stopping", e);
        } finally {
            answer.cancel(true);
        }
    }
}
