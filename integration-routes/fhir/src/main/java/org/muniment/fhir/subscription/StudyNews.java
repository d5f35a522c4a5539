package org.muniment.fhir.subscription;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Subscription;
import org.muniment.archive.feed.StudyChange;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.core.order.PatientDirectory;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.ImagingStudyMapping;

/** Makes notifications of what studies are like now, and sends them. */
public final class StudyNews {

    private final StudyStates states;
    private final PatientDirectory directory;
    private final ImagingStudyMapping mapping;
    private final Notifications notifications;
    private final AllowedTargets targets;
    private final RestHook hook;

    /**
     * @param base of the FHIR server, as others reach it
     * @param timeout for a target's answer
     */
    public StudyNews(
            StudyStates states,
            PatientDirectory directory,
            MappingContext context,
            Supplier<URI> base,
            AllowedTargets targets,
            Duration timeout) {
        this.states = states;
        this.directory = directory;
        this.mapping = new ImagingStudyMapping(context);
        this.notifications = new Notifications(base);
        this.targets = targets;
        this.hook = new RestHook(targets, timeout);
    }

    AllowedTargets targets() {
        return targets;
    }

    void greet(Accepted accepted, Subscription shown) throws TargetUnavailableException, UndeliverableException {
        hook.post(accepted, notifications.handshake(shown));
    }

    /** @return false where it is none of those asked for, or nothing is known of it */
    boolean tell(Accepted accepted, Subscription shown, long number, StudyChange change)
            throws TargetUnavailableException, UndeliverableException {
        StudyState state = states.of(change.study());
        Optional<ImagingStudy> study = state.known()
                .filter(content -> accepted.filter().takes(content.study(), directory))
                .flatMap(content -> mapping.map(state));
        if (study.isEmpty()) return false;
        hook.post(accepted, notifications.event(shown, number, change.at(), study.get(), accepted.content()));
        return true;
    }

    Parameters status(Subscription shown, long events) {
        return notifications.status(shown, "query-status", events);
    }
}
