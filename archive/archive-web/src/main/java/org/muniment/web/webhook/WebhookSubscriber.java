package org.muniment.web.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Set;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.core.feed.BoundedAnswer;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells one receiver of changes. Any status of 200 to 299 is taken for its receipt; redirects are not followed, because a signed message is
 * meant for one address only.
 */
public final class WebhookSubscriber implements Subscriber {

    /** Answers that speak of this message; whatever else goes wrong would go wrong with any. */
    private static final Set<Integer> ABOUT_THE_BODY = Set.of(400, 409, 413, 415, 422);

    private static final JsonMapper JSON = new JsonMapper();

    private final WebhookTarget target;
    private final StudyStates states;
    private final Clock clock;
    private final HttpClient client;

    public WebhookSubscriber(WebhookTarget target, StudyStates states, Clock clock) {
        this.target = target;
        this.states = states;
        this.clock = clock;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(target.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return "webhook." + target.name();
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return target.kinds().isEmpty() || target.kinds().contains(kind);
    }

    @Override
    public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
        byte[] body = JSON.writeValueAsBytes(WebhookBody.of(change, states.of(change.study())));
        int status = post(body);
        if (status >= 200 && status < 300) return;
        if (ABOUT_THE_BODY.contains(status)) throw new UndeliverableException("answered " + status);
        throw new TargetUnavailableException("answered " + status);
    }

    private int post(byte[] body) throws TargetUnavailableException {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(target.url())
                .timeout(target.timeout())
                .header("Content-Type", "application/json")
                .header(WebhookSignature.TIMESTAMP_HEADER, Long.toString(timestamp))
                .header(WebhookSignature.SIGNATURE_HEADER, WebhookSignature.of(target.secret(), timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return BoundedAnswer.to(request, client, 0).statusCode();
        } catch (IOException e) {
            throw new TargetUnavailableException(e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("the archive is stopping", e);
        }
    }
}
