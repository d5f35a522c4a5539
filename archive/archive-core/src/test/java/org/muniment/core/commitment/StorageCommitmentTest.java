package org.muniment.core.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.commitment.CommitmentId;
import org.muniment.archive.commitment.CommitmentRequest;
import org.muniment.archive.commitment.InstanceReference;
import org.muniment.archive.commitment.MemoryCommitmentRegister;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.TransactionUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;

class StorageCommitmentTest {

    private static final CommitmentConfig CONFIG =
            new CommitmentConfig(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofDays(1), 3);

    @TempDir
    Path root;

    private TestArchive archive;
    private final MemoryCommitmentRegister register = new MemoryCommitmentRegister();
    private final List<CommitmentResult> reported = new CopyOnWriteArrayList<>();
    private volatile CommitmentReporter reporter = reported::add;
    private StorageCommitment commitment;

    @BeforeEach
    void start() {
        archive = new TestArchive(root);
        commitment = service(CONFIG);
    }

    @AfterEach
    void stop() throws IOException {
        commitment.close();
        archive.close();
    }

    private StorageCommitment service(CommitmentConfig config) {
        return new StorageCommitment(
                register,
                new CommitmentCheck(archive.index.reader(), ObjectStores.of(archive.files)),
                result -> reporter.report(result),
                config,
                Clock.systemUTC());
    }

    private static CommitmentRequest request(String transaction, InstanceReference... references) {
        return request(transaction, Instant.now(), references);
    }

    private static CommitmentRequest request(String transaction, Instant at, InstanceReference... references) {
        return new CommitmentRequest(
                new CommitmentId("CT1", new TransactionUid(transaction)), "MUNIMENT", at, List.of(references));
    }

    private static InstanceReference reference(InstanceRecord record) {
        return new InstanceReference(record.sopClassUid(), record.id().instance());
    }

    private InstanceRecord stored(int instance) {
        return archive.store(new SampleDataSet(7, 1, instance)).instance();
    }

    private CommitmentResult result() {
        Awaitility.await().until(() -> commitment.pending() == 0);
        assertThat(reported).hasSize(1);
        return reported.get(0);
    }

    private List<CommitmentId> kept() {
        try (Stream<CommitmentId> pending = register.pending()) {
            return pending.toList();
        }
    }

    @Test
    void shouldCommitWhatIsStored() {
        InstanceReference reference = reference(stored(1));
        commitment.accept(request("1.2.3", reference));

        assertThat(result().committed()).containsExactly(reference);
        assertThat(result().failed()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    void shouldSayWhyAnInstanceIsNotCommitted() throws IOException {
        InstanceRecord there = stored(1);
        InstanceRecord cut = stored(2);
        InstanceRecord lost = stored(3);
        Files.write(archive.file(cut), new byte[10]);
        archive.files.delete(lost.location().key());
        InstanceReference unknown = new InstanceReference("1.2.840.10008.5.1.4.1.1.2", new SopInstanceUid("1.2.9.9"));
        InstanceReference otherClass = new InstanceReference("1.2.9", there.id().instance());
        commitment.accept(request("1.2.3", reference(there), reference(cut), reference(lost), unknown, otherClass));

        assertThat(result().committed()).containsExactly(reference(there));
        assertThat(result().failed())
                .containsExactly(
                        new CommitmentResult.Failure(reference(cut), FailureReason.PROCESSING_FAILURE),
                        new CommitmentResult.Failure(reference(lost), FailureReason.PROCESSING_FAILURE),
                        new CommitmentResult.Failure(unknown, FailureReason.NO_SUCH_OBJECT_INSTANCE),
                        new CommitmentResult.Failure(otherClass, FailureReason.CLASS_INSTANCE_CONFLICT));
    }

    @Test
    void shouldTryAgainUntilTheRequestorTakesTheResult() {
        List<CommitmentResult> refused = new CopyOnWriteArrayList<>();
        reporter = result -> {
            if (refused.size() < 3) {
                refused.add(result);
                throw new NotDeliveredException("away", refused.size() < 2);
            }
            reported.add(result);
        };
        commitment.accept(request("1.2.3", reference(stored(1))));
        assertThat(result().committed()).hasSize(1);
        assertThat(refused).hasSize(3);
    }

    @Test
    void shouldNotAcceptWhatItCannotKeep() {
        StorageCommitment failing = new StorageCommitment(
                new MemoryCommitmentRegister() {
                    @Override
                    public synchronized void record(CommitmentRequest request) {
                        throw new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "down");
                    }
                },
                new CommitmentCheck(archive.index.reader(), ObjectStores.of(archive.files)),
                reported::add,
                CONFIG,
                Clock.systemUTC());
        try (failing) {
            assertThatThrownBy(() -> failing.accept(request("1.2.3"))).hasMessage("down");
            assertThat(failing.pending()).isZero();
        }
    }

    @Test
    void shouldTakeUpWhatAnEarlierProcessHasAccepted() {
        InstanceReference reference = reference(stored(1));
        register.record(request("1.2.3", reference));
        commitment.resume();
        assertThat(result().committed()).containsExactly(reference);
    }

    @Test
    void shouldTryAgainAfterAnError() {
        AtomicBoolean failing = new AtomicBoolean(true);
        reporter = result -> {
            if (failing.compareAndSet(true, false)) throw new OutOfMemoryError("injected");
            reported.add(result);
        };
        commitment.accept(request("1.2.3", reference(stored(1))));
        assertThat(result().committed()).hasSize(1);
    }

    @Test
    void shouldAnswerARequestSentAgainAsItIsThen() {
        InstanceReference reference = reference(stored(1));
        reporter = result -> {
            throw new NotDeliveredException("away", true);
        };
        commitment.accept(request("1.2.3", Instant.now().minusMillis(50)));
        commitment.accept(request("1.2.3", reference));
        assertThat(commitment.pending()).isEqualTo(1);
        reporter = reported::add;
        assertThat(result().committed()).containsExactly(reference);
        assertThat(kept()).isEmpty();
    }

    @Test
    void shouldRefuseMoreThanMayWaitForOneRequestor() {
        reporter = result -> {
            throw new NotDeliveredException("away", true);
        };
        for (int i = 0; i < 3; i++) commitment.accept(request("1.2." + i));
        assertThatThrownBy(() -> commitment.accept(request("1.2.4")))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        commitment.accept(request("1.2.2"));
        assertThat(kept()).hasSize(3);
    }

    @Test
    void shouldGiveUpAfterAWhile() {
        register.record(request("1.2.3", Instant.now().minus(Duration.ofDays(2))));
        commitment.resume();
        Awaitility.await().until(() -> commitment.pending() == 0);
        assertThat(reported).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    void shouldWaitLongerFromFailureToFailureUpToAMost() {
        CommitmentConfig config = new CommitmentConfig(
                Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofDays(3), 1000);
        assertThat(Stream.of(1, 2, 3, 7, 8, 100).map(config::wait))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(320),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10));
    }
}
