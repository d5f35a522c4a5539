package org.muniment.routes.availability;

import java.time.Duration;
import java.util.List;
import org.muniment.archive.index.StudyIndex;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.SubscriberGroup;
import org.muniment.core.find.OfflineSource;
import org.muniment.core.order.PerformedProcedureSteps;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/** Instance Availability Notifications: a subscriber for each source whose file says {@code may: [ian]} when the archive starts. */
public final class AvailabilityNotifications implements SubscriberGroup {

    private final AvailabilityNotifier.Notifying notifying;

    /**
     * @param aet our own AE title
     * @param inSight what readers see
     * @param heldBack what rejection notes hold back
     * @param offline what must be recalled before it can be retrieved
     * @param dimseTimeout most time to wait for each answer
     */
    public AvailabilityNotifications(
            String aet,
            SourceRegistry sources,
            StudyIndex inSight,
            StudyIndex heldBack,
            OfflineSource offline,
            PerformedProcedureSteps steps,
            Duration dimseTimeout) {
        notifying = new AvailabilityNotifier.Notifying(aet, sources, inSight, heldBack, offline, steps, dimseTimeout);
    }

    @Override
    public List<Subscriber> subscribers() {
        return notifying.sources().sources().stream()
                .filter(source -> source.may(Permission.IAN))
                .map(this::notifier)
                .toList();
    }

    private Subscriber notifier(Source source) {
        return new AvailabilityNotifier(source.aeTitles().get(0), notifying);
    }
}
