package org.muniment.routes.availability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.order.PerformedStep;
import org.muniment.core.feed.Subscriber;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.feed.UndeliverableException;
import org.muniment.core.find.OfflineSource;
import org.muniment.core.order.PerformedProcedureSteps;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.routes.dimse.UuidDerivedUid;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/** Tells one source by N-CREATE which instances of a study it can retrieve, PS3.4 Annex R, whenever that has changed. */
final class AvailabilityNotifier implements Subscriber {

    private static final List<String> SYNTAXES = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final String aeTitle;
    private final Notifying notifying;

    /**
     * What all of them need.
     *
     * @param aet our own AE title, by which instances are retrieved, too
     * @param dimseTimeout most time to wait for each answer
     */
    record Notifying(
            String aet,
            SourceRegistry sources,
            StudyIndex inSight,
            StudyIndex heldBack,
            OfflineSource offline,
            PerformedProcedureSteps steps,
            Duration dimseTimeout) {}

    AvailabilityNotifier(String aeTitle, Notifying notifying) {
        this.aeTitle = aeTitle;
        this.notifying = notifying;
    }

    /** AE titles may hold what names may not. */
    @Override
    public String name() {
        return aeTitle.matches("[A-Za-z0-9._-]+")
                ? "ian-" + aeTitle
                : "ian-hex-" + HexFormat.of().formatHex(aeTitle.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Override
    public boolean wants(ChangeKind kind) {
        return switch (kind) {
            case STORED, UPDATED, REJECTED, RESTORED, MOVED, RECALLED, DESTROYED -> true;
            case PATIENT, ORDER, HELD -> false;
        };
    }

    @Override
    public void deliver(StudyChange change) throws TargetUnavailableException, UndeliverableException {
        Source target = notifying.sources().source(aeTitle).orElse(null);
        if (target == null || !target.may(Permission.IAN)) return; // taken from its file since
        try (ScuAssociation association = ScuAssociation.open(options(target))) {
            if (association
                    .acceptedTransferSyntaxes(UID.InstanceAvailabilityNotification)
                    .isEmpty()) {
                throw new TargetUnavailableException(aeTitle + " does not take Instance Availability Notifications");
            }
            tell(change, association);
        } catch (IOException e) {
            throw new TargetUnavailableException(aeTitle + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new TargetUnavailableException(aeTitle + ": " + e.getCause().getMessage(), e);
        }
    }

    private AssociateOptions options(Source target) {
        Destination destination =
                new Destination(aeTitle, target.hosts().get(0), target.port().getAsInt());
        return AssociateOptions.to(destination, notifying.aet())
                .propose(UID.InstanceAvailabilityNotification, SYNTAXES)
                .timeouts(CONNECT_TIMEOUT, notifying.dimseTimeout());
    }

    private void tell(StudyChange change, ScuAssociation association) throws UndeliverableException {
        try {
            AvailableInstances instances = new AvailableInstances(
                    notifying.aet(),
                    change.study(),
                    performedSteps(change),
                    notification -> send(association, notification));
            Predicate<InstanceRecord> offline =
                    notifying.offline().of(change.study()).orElse(instance -> false);
            instances.add(notifying.inSight(), instance -> offline.test(instance) ? "NEARLINE" : "ONLINE");
            instances.add(notifying.heldBack(), "UNAVAILABLE");
            instances.complete();
        } catch (Refusal e) {
            throw new UndeliverableException(aeTitle + " answers " + e.getMessage());
        }
    }

    private List<String> performedSteps(StudyChange change) {
        try (Stream<PerformedStep> steps = notifying.steps().ofStudy(change.study())) {
            return steps.map(step -> step.uid().value()).limit(2).toList();
        }
    }

    private static void send(ScuAssociation association, Attributes notification) {
        try {
            DimseStatus status = association
                    .perform(NormalizedRequest.create(
                            UID.InstanceAvailabilityNotification, UuidDerivedUid.next(), notification))
                    .status();
            if (status.isFailure()) throw new Refusal(status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Out of the stream of instances. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(DimseStatus status) {
            super(status.toString(), null, false, false);
        }
    }
}
