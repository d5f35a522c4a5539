package org.muniment.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the sub-operations of one C-MOVE or C-GET and answers with them, PS3.4 C.4.2.1.6 to C.4.2.1.9. */
final class SubOperationProgress {

    private static final Logger LOG = LoggerFactory.getLogger(SubOperationProgress.class);

    /** C-MOVE: often enough for a progress bar, seldom enough to cost nothing. */
    private static final long PENDING_INTERVAL_NANOS = 100_000_000;
    /** Of one UI element in an explicit transfer syntax, whose length has 16 bits. */
    private static final int MAX_UID_LIST_LENGTH = 65_534;

    private final PerformedOperation performed;
    private final RunningOperations.Operation operation;
    private final boolean sameAssociation;
    private final List<String> failedUids = new ArrayList<>();
    private int remaining;
    private int completed;
    private int failed;
    private int warning;
    private String firstReason;
    private long lastPending;

    SubOperationProgress(
            PerformedOperation performed, RunningOperations.Operation operation, int total, boolean sameAssociation) {
        this.performed = performed;
        this.operation = operation;
        this.remaining = total;
        this.sameAssociation = sameAssociation;
        this.lastPending = System.nanoTime() - PENDING_INTERVAL_NANOS;
    }

    boolean isCancelled() {
        return operation.isCancelled();
    }

    Duration timeout() {
        return performed.association().dimseTimeout();
    }

    /** Nothing can be sent yet; told at once, as the peer counts on hearing of us. */
    void waiting() throws IOException {
        if (remaining == 0 || isCancelled()) return;
        performed.association().out().send(performed.context().id(), pendingResponse());
    }

    /** A response has come. */
    void settled(SubOperation instance, DimseStatus status) throws IOException {
        if (status.isFailure()) {
            failed(instance, "peer answered " + String.format("%04XH", status.code()), null);
            return;
        }
        if (status.isWarning()) warning++;
        else completed++;
        remaining--;
        pending();
    }

    /** @param reason goes into the Error Comment of the final response */
    void failed(SubOperation instance, String reason, Throwable cause) throws IOException {
        LOG.debug("{} sub-operation failed: {}", performed.prefix(), reason, cause);
        if (firstReason == null) firstReason = reason;
        failedUids.add(instance.sopInstanceUid());
        failed++;
        remaining--;
        pending();
    }

    private void pending() throws IOException {
        if (remaining == 0 || isCancelled()) return;
        if (sameAssociation) {
            // travels with the next C-STORE request
            performed.association().out().sendLater(performed.context().id(), pendingResponse());
        } else if (System.nanoTime() - lastPending >= PENDING_INTERVAL_NANOS) {
            lastPending = System.nanoTime();
            performed.association().out().send(performed.context().id(), pendingResponse());
        }
    }

    private Command pendingResponse() {
        Command response = Statuses.respond(performed.request(), DimseStatus.PENDING, false);
        Statuses.addCounts(response, counts(), true);
        return response;
    }

    SubOperationCounts counts() {
        return new SubOperationCounts(remaining, completed, failed, warning);
    }

    /** Sends the final response. */
    void answer() throws IOException {
        DimseStatus status = status();
        byte[] failedList = failed == 0
                ? null
                : Identifiers.write(failedList(), performed.context().transferSyntax());
        Command response = Statuses.respond(performed.request(), status, failedList != null);
        Statuses.addCounts(response, counts(), status.isCancel());
        int contextId = performed.context().id();
        if (failedList == null) performed.association().out().send(contextId, response);
        else performed.association().out().send(contextId, response, out -> out.write(failedList));
        performed.done(status);
    }

    private DimseStatus status() {
        if (isCancelled() && remaining > 0) return DimseStatus.CANCEL;
        if (failed == 0 && warning == 0) return DimseStatus.SUCCESS;
        if (completed == 0 && warning == 0) return DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS.withComment(firstReason);
        return DimseStatus.SUBOPERATIONS_COMPLETE_WITH_FAILURES.withComment(firstReason);
    }

    private Attributes failedList() {
        int length = 0;
        List<String> listed = new ArrayList<>();
        for (String uid : failedUids) {
            length += uid.length() + 1;
            if (length > MAX_UID_LIST_LENGTH) break;
            listed.add(uid);
        }
        Attributes list = new Attributes();
        list.setString(Tag.FailedSOPInstanceUIDList, VR.UI, listed.toArray(String[]::new));
        return list;
    }
}
