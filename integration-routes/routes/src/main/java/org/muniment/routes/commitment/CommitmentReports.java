package org.muniment.routes.commitment;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.commitment.CommitmentId;
import org.muniment.core.commitment.CommitmentReporter;
import org.muniment.core.commitment.CommitmentResult;
import org.muniment.core.commitment.NotDeliveredException;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.ServedAssociation;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/**
 * Results of storage commitment by N-EVENT-REPORT, PS3.4 J.3.3: on the association the request came by where that is still open, else on one
 * of our own to the address in the requestor's file, with role selection that makes us the SCP.
 */
public final class CommitmentReports implements CommitmentReporter {

    private static final List<String> SYNTAXES = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final SourceRegistry sources;
    private final Duration dimseTimeout;
    private final Map<CommitmentId, ServedAssociation> open = new ConcurrentHashMap<>();

    /** @param dimseTimeout most time to wait for each answer */
    public CommitmentReports(SourceRegistry sources, Duration dimseTimeout) {
        this.sources = sources;
        this.dimseTimeout = dimseTimeout;
    }

    /** Remembers where the request came by. */
    void answerOn(CommitmentId id, ServedAssociation association) {
        open.values().removeIf(known -> !known.isOpen());
        open.put(id, association);
    }

    /** The request was not accepted. */
    void forget(CommitmentId id) {
        open.remove(id);
    }

    @Override
    public void report(CommitmentResult result) throws NotDeliveredException {
        NormalizedRequest event = CommitmentMessages.event(result);
        ServedAssociation same = open.remove(result.request().id());
        DimseStatus status = same != null && same.isOpen() ? onSame(same, result, event) : onNew(result, event);
        if (status.isFailure()) throw new NotDeliveredException("the requestor answers " + status, false);
    }

    private DimseStatus onSame(ServedAssociation association, CommitmentResult result, NormalizedRequest event)
            throws NotDeliveredException {
        try {
            return association.report(event).status();
        } catch (IOException e) {
            // it was about to end; the requestor may have the result already, and can take it twice
            return onNew(result, event);
        }
    }

    private DimseStatus onNew(CommitmentResult result, NormalizedRequest event) throws NotDeliveredException {
        AssociateOptions options = AssociateOptions.to(
                        address(result), result.request().calledAet())
                .propose(UID.StorageCommitmentPushModel, SYNTAXES)
                .asScp(UID.StorageCommitmentPushModel)
                .timeouts(CONNECT_TIMEOUT, dimseTimeout);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            return association.perform(event).status();
        } catch (IOException | IllegalStateException e) {
            throw new NotDeliveredException(e.getMessage(), true);
        }
    }

    private Destination address(CommitmentResult result) throws NotDeliveredException {
        String aeTitle = result.request().id().requestor();
        Source source = sources.source(aeTitle)
                .filter(known -> known.port().isPresent() && !known.hosts().isEmpty())
                .orElseThrow(() -> new NotDeliveredException("no host and port known of " + aeTitle, true));
        return new Destination(aeTitle, source.hosts().get(0), source.port().getAsInt());
    }
}
