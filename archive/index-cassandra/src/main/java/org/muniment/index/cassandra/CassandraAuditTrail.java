package org.muniment.index.cassandra;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.AuditVerification.Anchor;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * The trail in Cassandra. Entry n + 1 is inserted only where there is none, so of two nodes that follow the same entry one wins and the other
 * follows the winner. Threads of one node that append at the same time go into one transaction.
 */
final class CassandraAuditTrail implements AuditTrail {

    /** In characters; large enough for some dozens of events. */
    private static final int LONGEST_BATCH = 20_000;

    private static final int ATTEMPTS = 100;

    private record Waiting(LifecycleEvent event, CompletableFuture<Sealed> sealed) {}

    private final AuditTable entries;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock appending = new ReentrantLock();
    /** What the next entry follows, as far as this node knows; null where it does not. Guarded by {@link #appending}. */
    private Anchor end;

    CassandraAuditTrail(CqlRunner cql) {
        entries = new AuditTable(cql);
    }

    @Override
    public Sealed append(LifecycleEvent event) {
        Waiting mine = new Waiting(event, new CompletableFuture<>());
        queue.add(mine);
        appending.lock();
        try {
            while (!mine.sealed.isDone()) appendSome();
        } finally {
            appending.unlock();
        }
        try {
            return mine.sealed.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ArchiveException failure
                    ? new ArchiveException(failure.code(), failure.getMessage(), failure)
                    : e;
        }
    }

    private void appendSome() {
        List<Waiting> taken = new ArrayList<>();
        try {
            if (end == null) end = end();
            take(taken);
            List<Sealed> sealed = insert(taken);
            for (int i = 0; i < taken.size(); i++) taken.get(i).sealed.complete(sealed.get(i));
        } catch (RuntimeException e) {
            end = null;
            if (taken.isEmpty()) take(taken);
            taken.forEach(waiting -> waiting.sealed.completeExceptionally(e));
        }
    }

    /** As many as are waiting, up to a length. */
    private void take(List<Waiting> into) {
        int length = 0;
        do {
            Waiting waiting = queue.remove();
            into.add(waiting);
            length += 200;
            for (var detail : waiting.event.details().entrySet())
                length += detail.getKey().length() + detail.getValue().length();
        } while (length < LONGEST_BATCH && !queue.isEmpty());
    }

    private List<Sealed> insert(List<Waiting> taken) {
        List<Sealed> done = new ArrayList<>(taken.size());
        for (int attempt = 0; done.size() < taken.size(); attempt++) {
            if (attempt == ATTEMPTS)
                throw new ArchiveException(
                        ErrorCode.INDEX_UNAVAILABLE, "others append to the audit trail all the time");
            List<Sealed> block = seal(taken.subList(done.size(), taken.size()));
            if (entries.insert(block)) {
                done.addAll(block);
                Sealed last = block.get(block.size() - 1);
                end = new Anchor(last.sequence(), last.hash());
                entries.note(last);
            } else {
                end = end();
            }
        }
        return done;
    }

    /** Those that still go into the block of the first. */
    private List<Sealed> seal(List<Waiting> waiting) {
        List<Sealed> sealed = new ArrayList<>();
        Anchor previous = end;
        for (Waiting one : waiting) {
            if (!sealed.isEmpty() && (previous.sequence() + 1) % AuditTable.BLOCK == 0) break;
            Sealed next = Sealed.after(previous, one.event);
            sealed.add(next);
            previous = new Anchor(next.sequence(), next.hash());
        }
        return sealed;
    }

    /** Never in a hole: where entries were removed, the trail goes on behind what was noted, and the hole stays to be found. */
    private Anchor end() {
        Anchor last = entries.noted().orElse(new Anchor(0, Sealed.NONE));
        for (Iterator<Sealed> more = entries.from(last.sequence() + 1, 0); more.hasNext(); ) {
            Sealed entry = more.next();
            last = new Anchor(entry.sequence(), entry.hash());
        }
        return last;
    }

    @Override
    public Stream<Sealed> read(long from) {
        return Iterators.stream(entries.from(from, length()));
    }

    @Override
    public Optional<Sealed> last() {
        Iterator<Sealed> at = entries.from(end().sequence(), 0);
        return at.hasNext() ? Optional.of(at.next()) : Optional.empty();
    }

    @Override
    public long length() {
        return entries.noted().map(Anchor::sequence).orElse(0L);
    }
}
