package org.muniment.routes.routing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.feed.BoundedAnswer;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.json.DicomJsonException;
import org.muniment.dicom.json.DicomJsonReader;

/** Sends by STOW-RS (PS3.18 10.5), as the instances are stored. */
final class StowSender implements Sender {

    private static final int BATCH = 20;
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int OUT_OF_RESOURCES = 0xA7;

    private final Routing.ToStow target;
    private final RetrieveService retrieve;
    private final HttpClient http;
    private final Duration patience;

    /** @param patience for a request to be answered; its answer may take as long again */
    StowSender(Routing.ToStow target, RetrieveService retrieve, HttpClient http, Duration patience) {
        this.target = target;
        this.retrieve = retrieve;
        this.http = http;
        this.patience = patience;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Map<InstanceRecord, String> send(List<InstanceRecord> instances, Consumer<InstanceRecord> taken)
            throws TargetUnavailableException {
        StowBody body = new StowBody(retrieve, instances);
        Map<InstanceRecord, String> refused = new LinkedHashMap<>();
        try {
            refused.putAll(post(instances, body, taken));
        } catch (TargetUnavailableException e) {
            if (body.unreadable().isEmpty()) throw e;
            InstanceRecord unreadable = body.unreadable().get();
            List<InstanceRecord> others =
                    instances.stream().filter(i -> i != unreadable).toList();
            if (!others.isEmpty()) refused.putAll(send(others, taken));
            refused.put(unreadable, "it can't be read");
        }
        return refused;
    }

    private Map<InstanceRecord, String> post(
            List<InstanceRecord> instances, StowBody content, Consumer<InstanceRecord> taken)
            throws TargetUnavailableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.studies())
                .timeout(patience)
                .header("Content-Type", content.contentType())
                .header("Accept", "application/dicom+json")
                .POST(BodyPublishers.ofInputStream(content::open));
        target.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<byte[]> response = BoundedAnswer.to(request.build(), http, LONGEST_ANSWER);
            return switch (response.statusCode()) {
                case 200, 202, 409 -> settle(instances, response.body(), taken);
                default -> throw unavailable("HTTP status " + response.statusCode(), null);
            };
        } catch (IOException e) {
            throw unavailable(e.getClass().getSimpleName() + " " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the archive is stopping", e);
        }
    }

    private TargetUnavailableException unavailable(String why, Exception cause) {
        return new TargetUnavailableException(target + ": " + why, cause);
    }

    /** What the Store Instances Response Module names as stored is taken, warnings included; all else is refused (PS3.18 annex I). */
    private Map<InstanceRecord, String> settle(
            List<InstanceRecord> instances, byte[] answer, Consumer<InstanceRecord> taken)
            throws TargetUnavailableException {
        Attributes module = parse(answer);
        Map<String, Integer> failures = new HashMap<>();
        for (Attributes failed : module.getItems(Tag.FailedSOPSequence))
            failures.put(failed.getString(Tag.ReferencedSOPInstanceUID, ""), failed.getInt(Tag.FailureReason, 0x0110));
        List<String> stored = module.getItems(Tag.ReferencedSOPSequence).stream()
                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID, ""))
                .toList();
        Map<InstanceRecord, String> refused = new LinkedHashMap<>();
        boolean full = false;
        for (InstanceRecord instance : instances) {
            String uid = instance.id().instance().value();
            if (stored.contains(uid)) taken.accept(instance);
            else if (failures.getOrDefault(uid, 0) >>> 8 == OUT_OF_RESOURCES) full = true;
            else refused.put(instance, "failure reason %04XH".formatted(failures.getOrDefault(uid, 0x0110)));
        }
        if (full) throw unavailable("it is out of resources", null);
        return refused;
    }

    private Attributes parse(byte[] answer) throws TargetUnavailableException {
        try {
            return new DicomJsonReader().read(new ByteArrayInputStream(answer));
        } catch (DicomJsonException e) {
            throw unavailable("the answer is no DICOM JSON", e);
        } catch (IOException e) {
            throw unavailable("the answer can't be read", e);
        }
    }
}
