package org.muniment.routes.routing;

import java.time.ZoneId;
import java.util.List;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.coerce.Sender;
import org.muniment.core.feed.StudyState;
import org.muniment.dicom.Attributes;

/** Which instances the rules of a destination mean. */
final class Selection {

    static final Selection EVERYTHING = new Selection(List.of(), ZoneId.of("UTC"));

    private final List<Routing.Rule> rules;
    private final ZoneId zone;

    private Selection(List<Routing.Rule> rules, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /** @param zone in which windows of arrival are meant */
    Selection(Routing routing, ZoneId zone) {
        this(routing.rules(), zone);
    }

    /** The instances of one study. */
    interface OfStudy {
        boolean has(InstanceRecord instance);
    }

    OfStudy of(StudyState.Content study) {
        if (this == EVERYTHING) return instance -> true;
        return instance -> {
            Attributes described =
                    RoutingSubscriber.described(study, instance.id().seriesId(), instance);
            Sender sender = new Sender(instance.source(), instance.sopClassUid());
            return rules.stream()
                    .anyMatch(rule -> rule.arrived().holds(instance.receivedAt().atZone(zone))
                            && rule.when().holds(described, sender));
        };
    }
}
