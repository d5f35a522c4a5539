package org.muniment.fhir.out;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.core.feed.BoundedAnswer;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.fhir.IdentifierSystems;

/**
 * Keeps one FHIR server's ImagingStudy resources as the studies are, by conditional update on the Study Instance UID (FHIR R4 3.1.0.4.3): whatever
 * is repeated after a failure, there is one resource for each study.
 */
public final class FhirTargetSubscriber implements Subscriber {

    /** What the server refuses them for is not the study, so the next one would fare no better. */
    private static final Set<Integer> OF_THE_SERVER = Set.of(401, 403, 404, 405, 407, 408, 410, 415, 429);

    private static final int LONGEST_ANSWER = 64 * 1024;

    private final FhirTarget target;
    private final StudyStates states;
    private final StudyDocument document;
    private final HttpClient client;

    public FhirTargetSubscriber(FhirTarget target, StudyStates states, StudyDocument document) {
        this.target = target;
        this.states = states;
        this.document = document;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(target.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return "fhir-" + target.name();
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return kind != ChangeKind.HELD;
    }

    @Override
    public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
        Optional<String> study = document.of(states.of(change.study()));
        if (study.isEmpty()) return;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        conditional(change.study().value()))
                .header("Content-Type", "application/fhir+json;charset=UTF-8")
                .header("Accept", "application/fhir+json")
                .header("Prefer", "return=minimal")
                .timeout(target.timeout())
                .PUT(HttpRequest.BodyPublishers.ofString(study.get()));
        authorization().ifPresent(value -> request.header("Authorization", value));
        send(request.build());
    }

    /** A file that is being replaced is no fault of the study. */
    private Optional<String> authorization() throws TargetUnavailableException {
        try {
            return target.authorization().get();
        } catch (UncheckedIOException e) {
            throw new TargetUnavailableException("no authorization for " + target.base() + ": " + e.getMessage(), e);
        }
    }

    private URI conditional(String uid) {
        return URI.create(target.base() + "/ImagingStudy?identifier=" + IdentifierSystems.DICOM_UID + "%7C"
                + IdentifierSystems.value(uid));
    }

    private void send(HttpRequest request) throws TargetUnavailableException, UndeliverableException {
        try {
            HttpResponse<byte[]> answer = BoundedAnswer.to(request, client, LONGEST_ANSWER);
            judge(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TargetUnavailableException("no answer from " + target.base() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("the archive is stopping", e);
        }
    }

    private void judge(int status, String answer) throws TargetUnavailableException, UndeliverableException {
        if (status >= 200 && status < 300) return;
        String reason = "HTTP " + status + " from " + target.base() + OutcomeText.of(answer);
        if (status >= 400 && status < 500 && !OF_THE_SERVER.contains(status)) throw new UndeliverableException(reason);
        throw new TargetUnavailableException(reason);
    }
}
