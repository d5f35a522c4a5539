package org.muniment.web.subscriber;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.muniment.archive.feed.Position;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.feed.SubscriberService;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.BadParameterException;
import org.muniment.web.subscriber.SubscriberBody.Troubled;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators see and do of those who are told of changes. */
@RestController
@RequestMapping("/api/subscribers")
final class SubscriberController {

    private static final int MOST_LISTED = 1000;

    private final SubscriberService subscribers;

    SubscriberController(SubscriberService subscribers) {
        this.subscribers = subscribers;
    }

    /** @param from a position as the list of subscribers tells it, or a time such as 2024-02-29T12:00:00Z */
    record ReplayRequest(String from) {

        Position position() {
            if (from == null) throw new BadParameterException("from", "is missing");
            try {
                return from.contains(":") ? Position.at(Instant.parse(from)) : Position.parse(from);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new BadParameterException("from", "must be a position or a time such as 2024-02-29T12:00:00Z");
            }
        }
    }

    @GetMapping
    List<SubscriberBody> list() {
        return subscribers.list().stream().map(SubscriberBody::of).toList();
    }

    @GetMapping("/{name}")
    SubscriberBody show(@PathVariable String name) {
        return SubscriberBody.of(subscribers.find(name));
    }

    @PostMapping("/{name}/pause")
    SubscriberBody pause(@PathVariable String name) {
        return SubscriberBody.of(subscribers.pause(name, caller()));
    }

    @PostMapping("/{name}/resume")
    SubscriberBody resume(@PathVariable String name) {
        return SubscriberBody.of(subscribers.resume(name, caller()));
    }

    @PostMapping("/{name}/replay")
    SubscriberBody replay(@PathVariable String name, @RequestBody ReplayRequest request) {
        return SubscriberBody.of(subscribers.replay(name, request.position(), caller()));
    }

    /** Studies its target did not take. */
    @GetMapping("/{name}/troubled")
    List<Troubled> troubled(@PathVariable String name, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        return subscribers.troubled(name, limit).stream().map(Troubled::of).toList();
    }

    @PostMapping("/{name}/troubled/{study}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(@PathVariable String name, @PathVariable StudyInstanceUid study) {
        subscribers.retry(name, study, caller());
    }

    @DeleteMapping("/{name}/troubled/{study}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String name, @PathVariable StudyInstanceUid study) {
        subscribers.discard(name, study, caller());
    }

    private static String caller() {
        return Caller.current().map(Caller::name).orElse("nobody");
    }
}
