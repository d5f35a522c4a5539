package org.muniment.web.message;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.MessageId;
import org.muniment.core.message.MessageService;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do with messages. */
@RestController
@RequestMapping(MessageController.PATH)
final class MessageController {

    static final String PATH = "/api/hl7/messages";

    private static final int MOST_LISTED = 1000;
    private static final int LONGEST_REASON = 1024;

    private final MessageService messages;
    private final Clock clock;

    /** The message as it should have been, segments on lines of their own. */
    record Mended(String text) {}

    /** Why nothing comes of a message. */
    record Discarded(String reason) {}

    MessageController(MessageService messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** Those that wait for a person, or the latest of all; further pages of these by {@code before}, the time of the last one. */
    @GetMapping
    List<MessageBody> list(
            @RequestParam(defaultValue = "parked") String state,
            @RequestParam(required = false) String before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        List<JournaledMessage> found =
                switch (state) {
                    case "parked" -> messages.parked(limit);
                    case "all" -> messages.before(
                            before == null ? clock.instant().plusSeconds(1) : instant(before), limit);
                    default -> throw new BadParameterException("state", "must be parked or all");
                };
        return found.stream().map(MessageBody::listed).toList();
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new BadParameterException("before", "must be a time such as 2024-02-29T12:00:00.000Z");
        }
    }

    @GetMapping("/{id}")
    MessageBody show(@PathVariable String id) {
        return MessageBody.shown(messages.show(new MessageId(id), caller()));
    }

    @PutMapping("/{id}/mended")
    MessageBody mend(@PathVariable String id, @RequestBody Mended mended) {
        if (mended.text() == null || mended.text().isBlank()) throw new BadParameterException("text", "is missing");
        return MessageBody.shown(messages.mend(new MessageId(id), mended.text(), caller()));
    }

    @PostMapping("/{id}/replay")
    MessageBody replay(@PathVariable String id) {
        return MessageBody.shown(messages.replay(new MessageId(id), caller()));
    }

    @PostMapping("/{id}/discard")
    MessageBody discard(@PathVariable String id, @RequestBody Discarded discarded) {
        if (discarded.reason() == null || discarded.reason().isBlank())
            throw new BadParameterException("reason", "is missing");
        if (discarded.reason().length() > LONGEST_REASON)
            throw new BadParameterException("reason", "is longer than " + LONGEST_REASON + " characters");
        return MessageBody.shown(
                messages.discard(new MessageId(id), discarded.reason().strip(), caller()));
    }

    private static String caller() {
        return Caller.current().map(Caller::name).orElse("nobody");
    }
}
