package org.muniment.fhir.subscription;

import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.subscription.SubscriptionRecord;
import org.muniment.archive.subscription.SubscriptionRecord.Status;
import org.muniment.archive.subscription.SubscriptionRegister;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;

/** Reads the feed for one Subscription, as it is stored at the moment: of one that is gone nothing more is sent, by whatever node. */
final class SubscriptionSubscriber implements Subscriber {

    /** What the names of all of them begin with. */
    static final String PREFIX = "subscription-";

    private final String id;
    private final SubscriptionRegister register;
    private final StudyNews news;
    private final Clock clock;

    SubscriptionSubscriber(String id, SubscriptionRegister register, StudyNews news, Clock clock) {
        this.id = id;
        this.register = register;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public String name() {
        return PREFIX + id;
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return kind != ChangeKind.HELD;
    }

    @Override
    public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
        SubscriptionRecord record = register.find(id).orElse(null);
        if (record == null || record.status() != Status.ACTIVE) return;
        Accepted accepted = Accepted.of(record);
        if (accepted.hasEnded(clock.instant())) return;
        Subscription shown = accepted.shown();
        shown.setStatus(SubscriptionStatus.ACTIVE).setId(id);
        if (news.tell(accepted, shown, record.events() + 1, change)) count(record, record.events() + 1);
    }

    /** Afterwards: an event that is repeated because the archive died before this keeps its number. */
    private void count(SubscriptionRecord told, long number) {
        Optional<SubscriptionRecord> before = Optional.of(told);
        while (before.isPresent() && before.get().events() < number) {
            if (register.replace(before.get(), before.get().taken(number))) return;
            before = register.find(id);
        }
    }
}
