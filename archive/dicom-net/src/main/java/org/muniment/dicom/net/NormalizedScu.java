package org.muniment.dicom.net;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;

/** Sends DIMSE-N requests on an association, PS3.7 10.1: N-EVENT-REPORT as the SCP of a class, all others as its SCU. */
final class NormalizedScu {

    private final Association association;

    NormalizedScu(Association association) {
        this.association = association;
    }

    /**
     * @return done when the response is there; failed where the association ends before
     * @throws IllegalStateException where the peer has not accepted the class in the role needed
     */
    CompletableFuture<NormalizedResponse> send(NormalizedRequest request) throws IOException {
        AcceptedContext context = context(request);
        FutureResponse result = new FutureResponse();
        Attributes dataSet = request.dataSet();
        boolean hasDataSet = !dataSet.isEmpty();
        byte[] bytes = hasDataSet ? Identifiers.write(dataSet, context.transferSyntax()) : null;
        int messageId = association.exchanges().begin(result);
        Command command = command(request, messageId, hasDataSet);
        if (hasDataSet) association.out().send(context.id(), command, out -> out.write(bytes));
        else association.out().send(context.id(), command);
        return result.future();
    }

    private AcceptedContext context(NormalizedRequest request) {
        boolean asScp = request.operation() == CommandField.N_EVENT_REPORT;
        return association
                .negotiated()
                .context(request.sopClassUid(), asScp)
                .orElseThrow(() -> new IllegalStateException(
                        "peer has not accepted " + request.sopClassUid() + " with us as " + (asScp ? "SCP" : "SCU")));
    }

    private static Command command(NormalizedRequest request, int messageId, boolean hasDataSet) {
        Command command = Command.normalized(
                request.operation(), messageId, request.sopClassUid(), request.sopInstanceUid(), hasDataSet);
        switch (request.operation()) {
            case N_EVENT_REPORT -> command.with(Tag.EventTypeID, request.type());
            case N_ACTION -> command.with(Tag.ActionTypeID, request.type());
            default -> {
                if (!request.attributeIdentifiers().isEmpty()) {
                    command.withTags(
                            Tag.AttributeIdentifierList,
                            request.attributeIdentifiers().stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray());
                }
            }
        }
        return command;
    }

    /** An exchange of one request and one response with its data set. */
    private static final class FutureResponse implements Exchange {

        private final CompletableFuture<NormalizedResponse> future = new CompletableFuture<>();

        CompletableFuture<NormalizedResponse> future() {
            return future;
        }

        @Override
        public void received(Response response) {
            future.complete(new NormalizedResponse(
                    response.status(), response.command().sopInstanceUid(), response.identifier()));
        }

        @Override
        public void ended(IOException why) {
            future.completeExceptionally(why);
        }
    }
}
