package org.muniment.archive.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.TransactionUid;

/** What every register of requests for storage commitment keeps to. It may hold those of other tests. */
public interface CommitmentRegisterContract {

    Instant NOW = Instant.parse("2024-03-01T00:00:00.123Z");

    CommitmentRegister commitments();

    @Test
    default void shouldKeepARequestUntilItIsSettled() {
        CommitmentRequest request = request("CT1", transaction(), NOW, 3);
        commitments().record(request);
        commitments().record(request);

        assertThat(commitments().find(request.id())).contains(request);
        assertThat(pending()).containsOnlyOnce(request.id());

        commitments().settle(request);
        assertThat(commitments().find(request.id())).isEmpty();
        assertThat(pending()).doesNotContain(request.id());
        commitments().settle(request);
    }

    @Test
    default void shouldKeepTheLaterOfTwoWithOneId() {
        TransactionUid transaction = transaction();
        CommitmentRequest first = request("CT1", transaction, NOW, 1);
        CommitmentRequest second = request("CT1", transaction, NOW.plusMillis(1), 2);
        commitments().record(first);
        commitments().record(second);
        assertThat(commitments().find(second.id())).contains(second);

        commitments().settle(first);
        assertThat(commitments().find(second.id())).contains(second);
        assertThat(pending()).containsOnlyOnce(second.id());
    }

    @Test
    default void shouldTellRequestorsApart() {
        TransactionUid transaction = transaction();
        CommitmentRequest one = request("CT1", transaction, NOW, 1);
        CommitmentRequest other = request("CT2", transaction, NOW, 2);
        commitments().record(one);
        commitments().record(other);
        commitments().settle(one);
        assertThat(commitments().find(other.id())).contains(other);
    }

    @Test
    default void shouldKeepManyReferences() {
        CommitmentRequest large = request("CT1", transaction(), NOW, 7_000);
        commitments().record(large);
        assertThat(commitments().find(large.id())).contains(large);
    }

    private List<CommitmentId> pending() {
        try (Stream<CommitmentId> pending = commitments().pending()) {
            return pending.toList();
        }
    }

    private static TransactionUid transaction() {
        return new TransactionUid("2.25." + Math.abs(UUID.randomUUID().getMostSignificantBits()));
    }

    private static CommitmentRequest request(String requestor, TransactionUid transaction, Instant at, int instances) {
        return new CommitmentRequest(
                new CommitmentId(requestor, transaction),
                "MUNIMENT",
                at,
                IntStream.range(0, instances)
                        .mapToObj(i -> new InstanceReference(
                                "1.2.840.10008.5.1.4.1.1.2", new SopInstanceUid(transaction.value() + "." + i)))
                        .toList());
    }
}
