package org.muniment.archive.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.message.JournaledMessage.Mending;
import org.muniment.archive.message.JournaledMessage.State;
import org.muniment.archive.message.MessageAnswer.Problem;

/** What every {@link MessageJournal} does. Others may write to it at the same time. */
public interface MessageJournalContract {

    MessageJournal journal();

    /** Far from what other tests write. */
    Instant WHEN = Instant.parse("2031-05-06T10:59:59.123Z");

    Problem PROBLEM = new Problem("PID", 1, 3, 0, "101", "Required field missing", "MISSING", "PID-3 is missing");

    static JournaledMessage message(Instant at) {
        return new JournaledMessage(
                new MessageId(UUID.randomUUID().toString()),
                "ris",
                "ADT^A08",
                "4711",
                at,
                content("MSH|é"),
                State.RECEIVED,
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private static MessageContent content(String text) {
        return new MessageContent(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<MessageId> parked() {
        try (Stream<JournaledMessage> parked = journal().parked()) {
            return parked.map(JournaledMessage::id).toList();
        }
    }

    @Test
    default void shouldKeepAMessageAsItCame() {
        JournaledMessage message = message(WHEN);
        journal().open(message);
        assertThat(journal().find(message.id())).contains(message);
        assertThat(journal().find(new MessageId(UUID.randomUUID().toString()))).isEmpty();
    }

    @Test
    default void shouldTellWhatBecameOfIt() {
        JournaledMessage message = message(WHEN);
        journal().open(message);
        JournaledMessage parked = message.answered(State.PARKED, MessageAnswer.error(PROBLEM));
        journal().update(parked);
        assertThat(journal().find(message.id())).contains(parked);
        JournaledMessage mended = parked.mended(new Mending(content("MSH|e"), "admin", WHEN.plusSeconds(9)));
        journal().update(mended);
        JournaledMessage replayed = mended.become(State.REPLAYED, "done");
        journal().update(replayed);
        assertThat(journal().find(message.id())).contains(replayed);
        assertThat(replayed.original()).isEqualTo(message.original());
        assertThat(replayed.content()).isEqualTo(content("MSH|e"));
    }

    @Test
    default void shouldListThoseThatWaitAsLongAsTheyDo() {
        JournaledMessage first = message(WHEN).answered(State.PARKED, MessageAnswer.error(PROBLEM));
        JournaledMessage second =
                message(WHEN.plus(Duration.ofDays(1))).answered(State.PARKED, MessageAnswer.error(PROBLEM));
        JournaledMessage done = message(WHEN);
        for (JournaledMessage message : List.of(second, first, done)) journal().open(message);
        journal().update(done.answered(State.PROCESSED, MessageAnswer.ACCEPTED));
        journal().update(second);
        journal().update(first);
        assertThat(parked()).containsSubsequence(first.id(), second.id()).doesNotContain(done.id());
        journal().update(first.become(State.DISCARDED, "a test"));
        journal().update(second.become(State.PARKED, "still wrong"));
        assertThat(parked()).contains(second.id()).doesNotContain(first.id());
        journal().update(second.become(State.REPLAYED, ""));
        assertThat(parked()).doesNotContain(second.id());
    }

    @Test
    default void shouldListTheLatestFirst() {
        Instant start = WHEN.plus(Duration.ofDays(1000));
        List<JournaledMessage> messages = Stream.of(0, 1, 59, 3600, 90_000)
                .map(seconds -> message(start.plusSeconds(seconds)))
                .toList();
        messages.forEach(journal()::open);
        try (Stream<JournaledMessage> before = journal().before(start.plusSeconds(90_000))) {
            assertThat(before.limit(4).map(JournaledMessage::id))
                    .containsExactly(
                            messages.get(3).id(),
                            messages.get(2).id(),
                            messages.get(1).id(),
                            messages.get(0).id());
        }
    }
}
