package org.muniment.lifecycle.records.hold;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.engine.policy.HoldSource;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.records.document.Documents;

/**
 * All holds there ever were. A hold is written before anybody is told that it is there, and read anew by each who asks: no node remembers any. Who
 * destroys says so first and reads the holds then; who places a hold writes it first and looks then who destroys: one of the two sees the other.
 */
public final class Holds implements HoldSource {

    private final Documents<HoldDocument> holds;
    private final RunningDestructions destructions;
    private final Consumer<Hold> listener;
    private final AuditTrail audit;
    private final Clock clock;

    /** @param listener told of each hold that was placed or released; what it throws is thrown on, the hold stays as it is */
    public Holds(
            DocumentRegister register,
            RunningDestructions destructions,
            Consumer<Hold> listener,
            AuditTrail audit,
            Clock clock) {
        this.holds = new Documents<>(register, "holds", HoldDocument.class);
        this.destructions = destructions;
        this.listener = listener;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException that says what the request lacks */
    public PlacedHold place(HoldRequest request, String by) {
        String id = UUID.randomUUID().toString();
        HoldDocument document = request.document(id, by, now());
        Hold hold = document.hold();
        holds.add(id, document);
        List<StudyInstanceUid> tooLate = destructions.beyondRecall(hold);
        audit.append(event(EventKind.HOLD_PLACED, document, by)
                .with("review", document.review())
                .with("keep-online", document.keepOnline())
                .with("too-late", tooLate.size()));
        listener.accept(hold);
        return new PlacedHold(document, tooLate);
    }

    /**
     * Releases it, which the audit trail tells before it is so.
     *
     * @throws ArchiveException NOT_FOUND; NOT_PERMITTED where it was released before
     */
    public HoldDocument release(String id, String by) {
        HoldDocument present = get(id);
        requireInForce(present);
        audit.append(event(EventKind.HOLD_RELEASED, present, by));
        HoldDocument released = holds.change(id, hold -> {
            requireInForce(hold);
            return hold.released(by, now());
        });
        listener.accept(released.hold());
        return released;
    }

    /**
     * Somebody looked at it, and it is still needed.
     *
     * @param review the day of the next look
     * @param owner who answers for it from now on
     * @throws ArchiveException as {@link #release}
     */
    public HoldDocument review(String id, LocalDate review, String owner, String by) {
        if (review == null) throw new IllegalArgumentException("review is missing");
        HoldDocument changed = holds.change(id, hold -> {
            requireInForce(hold);
            return hold.reviewed(review, owner == null || owner.isBlank() ? hold.owner() : owner);
        });
        audit.append(event(EventKind.HOLD_CHANGED, changed, by).with("review", review));
        return changed;
    }

    /** @throws ArchiveException NOT_FOUND */
    public HoldDocument get(String id) {
        try {
            return holds.get(UUID.fromString(id).toString());
        } catch (IllegalArgumentException e) {
            throw new ArchiveException(ErrorCode.NOT_FOUND, "there is no such hold");
        }
    }

    /** The latest first. @param released whether those, too, that are over */
    public List<HoldDocument> list(boolean released) {
        try (Stream<HoldDocument> all = holds.all()) {
            return all.filter(hold -> released || hold.isInForce())
                    .sorted(Comparator.comparing(HoldDocument::placedAt).reversed())
                    .toList();
        }
    }

    @Override
    public Collection<Hold> inForce() {
        return list(false).stream().map(HoldDocument::hold).toList();
    }

    private static void requireInForce(HoldDocument hold) {
        if (!hold.isInForce())
            throw new ArchiveException(ErrorCode.NOT_PERMITTED, "the hold was released before by " + hold.releasedBy());
    }

    private LifecycleEvent event(EventKind kind, HoldDocument hold, String by) {
        LifecycleEvent event = hold.study() == null
                ? LifecycleEvent.of(kind, clock.instant(), by)
                : LifecycleEvent.of(kind, clock.instant(), by, new StudyInstanceUid(hold.study()));
        return event.with("hold", hold.id()).with("case", hold.caseNumber()).with("scope", hold.scopeName());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
