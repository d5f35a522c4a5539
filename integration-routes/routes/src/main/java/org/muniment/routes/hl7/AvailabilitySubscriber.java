package org.muniment.routes.hl7;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;

/** Tells one target by HL7 v2 messages that studies are there, have changed or are withdrawn. */
public final class AvailabilitySubscriber implements Subscriber {

    private static final int LONGEST_CONTROL_ID = 20;

    private final Hl7Target target;
    private final StudyStates states;
    private final AvailabilityValues values;
    private final Hl7OutRoute out;

    public AvailabilitySubscriber(Hl7Target target, StudyStates states, AvailabilityValues values, Hl7OutRoute out) {
        this.target = target;
        this.states = states;
        this.values = values;
        this.out = out;
    }

    @Override
    public String name() {
        return "hl7." + target.name();
    }

    /** All but where the archive keeps a study, which is nobody else's business. */
    @Override
    public boolean wants(ChangeKind kind) {
        return switch (kind) {
            case STORED, UPDATED, REJECTED, RESTORED, PATIENT, ORDER, DESTROYED -> true;
            default -> false;
        };
    }

    @Override
    public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
        StudyState state = states.of(change.study());
        if (state.known().isEmpty()) return; // an order without images, or nothing is left that could be named
        out.send(target, target.template().fill(values.of(state, target, controlId(change))));
    }

    /** The same when it is told again, so that the target may know it has it. */
    private String controlId(StudyChange change) {
        String name = target.name() + '\0' + change.position() + '\0' + change.study();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, LONGEST_CONTROL_ID);
    }
}
