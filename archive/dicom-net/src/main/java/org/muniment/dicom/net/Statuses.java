package org.muniment.dicom.net;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;

/** Status in command sets, PS3.7 Annex C: code, Error Comment, Offending Element, Error ID; and sub-operation counts. */
final class Statuses {

    private Statuses() {}

    static Command respond(Command request, DimseStatus status, boolean hasDataSet) {
        Command response = request.response(status.code(), hasDataSet);
        if (status.comment() != null && !status.comment().isEmpty()) {
            response.with(Tag.ErrorComment, VR.LO, status.comment());
        }
        if (!status.offendingElements().isEmpty()) {
            response.withTags(
                    Tag.OffendingElement,
                    status.offendingElements().stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
        if (status.errorId() != 0) response.with(Tag.ErrorID, status.errorId());
        return response;
    }

    static DimseStatus of(Command response) {
        return new DimseStatus(
                Math.max(response.status(), 0),
                response.text(Tag.ErrorComment),
                Arrays.stream(response.tags(Tag.OffendingElement)).boxed().collect(Collectors.toList()),
                Math.max(response.number(Tag.ErrorID), 0));
    }

    /** @param withRemaining PS3.7 9.1.3.1.6: only while pending, or cancelled */
    static void addCounts(Command response, SubOperationCounts counts, boolean withRemaining) {
        if (withRemaining) response.with(Tag.NumberOfRemainingSuboperations, counts.remaining());
        response.with(Tag.NumberOfCompletedSuboperations, counts.completed())
                .with(Tag.NumberOfFailedSuboperations, counts.failed())
                .with(Tag.NumberOfWarningSuboperations, counts.warning());
    }

    static SubOperationCounts counts(Command response) {
        return new SubOperationCounts(
                Math.max(response.number(Tag.NumberOfRemainingSuboperations), 0),
                Math.max(response.number(Tag.NumberOfCompletedSuboperations), 0),
                Math.max(response.number(Tag.NumberOfFailedSuboperations), 0),
                Math.max(response.number(Tag.NumberOfWarningSuboperations), 0));
    }
}
