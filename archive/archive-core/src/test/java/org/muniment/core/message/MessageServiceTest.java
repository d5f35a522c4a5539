package org.muniment.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.JournaledMessage.State;
import org.muniment.archive.message.MemoryMessageJournal;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Code;
import org.muniment.archive.message.MessageAnswer.Problem;
import org.muniment.archive.message.MessageContent;
import org.muniment.archive.message.MessageId;
import org.muniment.archive.message.MessageJournal;

class MessageServiceTest {

    private static final Problem PROBLEM =
            new Problem("PID", 1, 3, 0, "101", "Required field missing", "MISSING", "PID-3 is missing");

    private final List<String> done = new ArrayList<>();
    private final FailingJournal journal = new FailingJournal();
    private final MessageService service = new MessageService(journal, new Handling(), Clock.systemUTC());
    private final MessageId id = new MessageId(UUID.randomUUID().toString());

    /** Content that begins with bad is in error, with down refused. */
    private final class Handling implements MessageHandling {
        @Override
        public MessageAnswer process(JournaledMessage message) {
            String text = read(message.content(), message);
            if (text.startsWith("bad")) return MessageAnswer.error(PROBLEM);
            if (text.startsWith("down") && done.isEmpty()) {
                done.add("tried");
                return MessageAnswer.rejection(PROBLEM);
            }
            done.add(text);
            return MessageAnswer.ACCEPTED;
        }

        @Override
        public String read(MessageContent content, JournaledMessage message) {
            return new String(content.bytes(), StandardCharsets.UTF_8);
        }

        @Override
        public MessageContent write(String text, JournaledMessage message) {
            return content(text);
        }
    }

    /** Fails at the next update where told to. */
    private static final class FailingJournal implements MessageJournal {
        private final MessageJournal journal = new MemoryMessageJournal();
        private boolean fails;

        @Override
        public void open(JournaledMessage message) {
            journal.open(message);
        }

        @Override
        public void update(JournaledMessage message) {
            if (fails) throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "down");
            journal.update(message);
        }

        @Override
        public Optional<JournaledMessage> find(MessageId id) {
            return journal.find(id);
        }

        @Override
        public Stream<JournaledMessage> before(Instant before) {
            return journal.before(before);
        }

        @Override
        public Stream<JournaledMessage> parked() {
            return journal.parked();
        }
    }

    private static MessageContent content(String text) {
        return new MessageContent(text.getBytes(StandardCharsets.UTF_8));
    }

    private MessageAnswer receive(String text) {
        return service.receive(id, "ris", "ADT^A08", "1", content(text));
    }

    @Test
    void shouldDoWhatIsSentTwiceOnce() {
        assertThat(receive("good")).isEqualTo(MessageAnswer.ACCEPTED);
        assertThat(receive("good")).isEqualTo(MessageAnswer.ACCEPTED);
        assertThat(done).containsExactly("good");
        assertThat(service.before(Instant.now().plusSeconds(1), 9)).hasSize(1);
    }

    @Test
    void shouldPromiseNothingWhoseOutcomeIsNotWrittenDownAndDoItAgainThen() {
        journal.fails = true;
        assertThatThrownBy(() -> receive("good")).isInstanceOf(ArchiveException.class);
        journal.fails = false;
        assertThat(receive("good")).isEqualTo(MessageAnswer.ACCEPTED);
        assertThat(done).containsExactly("good", "good");
    }

    @Test
    void shouldTryAgainWhatWasRefused() {
        assertThat(receive("down").code()).isEqualTo(Code.AR);
        assertThat(service.parked(9)).isEmpty();
        assertThat(receive("down").code()).isEqualTo(Code.AA);
    }

    @Test
    void shouldLetAPersonMendAndReplayWhatCouldNotBeDone() {
        assertThat(receive("bad")).isEqualTo(MessageAnswer.error(PROBLEM));
        assertThat(receive("bad")).isEqualTo(MessageAnswer.error(PROBLEM));
        assertThat(service.parked(9)).singleElement().satisfies(parked -> assertThat(parked.id())
                .isEqualTo(id));
        assertThat(service.replay(id, "admin").message().note()).isEqualTo("PID-3: PID-3 is missing");

        service.mend(id, "mended", "admin");
        assertThat(done).isEmpty();
        MessageService.Shown replayed = service.replay(id, "admin");
        assertThat(replayed.message().state()).isEqualTo(State.REPLAYED);
        assertThat(replayed.original()).isEqualTo("bad");
        assertThat(replayed.mended()).contains("mended");
        assertThat(done).containsExactly("mended");
        assertThat(service.parked(9)).isEmpty();
        assertThatThrownBy(() -> service.replay(id, "admin")).isInstanceOf(ArchiveException.class);
        // the sender is told what it was told before, and nothing happens
        assertThat(receive("bad").code()).isEqualTo(Code.AE);
        assertThat(done).hasSize(1);
    }

    @Test
    void shouldLetNothingComeOfWhatIsDiscarded() {
        receive("bad");
        assertThat(service.discard(id, "a test message", "admin").message().note())
                .isEqualTo("a test message");
        assertThat(service.parked(9)).isEmpty();
        assertThatThrownBy(() -> service.mend(id, "good", "admin"))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
    }
}
