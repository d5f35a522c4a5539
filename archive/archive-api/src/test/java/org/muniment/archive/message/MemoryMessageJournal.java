package org.muniment.archive.message;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The journal as a plain map. */
public final class MemoryMessageJournal implements MessageJournal {

    private static final Comparator<JournaledMessage> IN_ORDER =
            Comparator.comparing(JournaledMessage::receivedAt).thenComparing(JournaledMessage::id);

    private final Map<MessageId, JournaledMessage> messages = new LinkedHashMap<>();

    @Override
    public synchronized void open(JournaledMessage message) {
        messages.put(message.id(), message);
    }

    @Override
    public synchronized void update(JournaledMessage message) {
        messages.put(message.id(), message);
    }

    @Override
    public synchronized Optional<JournaledMessage> find(MessageId id) {
        return Optional.ofNullable(messages.get(id));
    }

    @Override
    public synchronized Stream<JournaledMessage> before(Instant before) {
        return messages.values().stream()
                .filter(message -> message.receivedAt().isBefore(before))
                .sorted(IN_ORDER.reversed())
                .toList()
                .stream();
    }

    @Override
    public synchronized Stream<JournaledMessage> parked() {
        return messages.values().stream().filter(JournaledMessage::isParked).sorted(IN_ORDER).toList().stream();
    }
}
