package org.muniment.dicom.net;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;

/** Performs one DIMSE-N request on the association's thread, PS3.7 10.1: checks it, reads its data set, answers. */
final class NormalizedOperation {

    private static final Pattern UID_FORM = Pattern.compile("(?=.{1,64}$)[0-9]+(\\.[0-9]+)*");

    private final PerformedOperation performed;
    private final ReceivedIdentifiers dataSets;

    NormalizedOperation(PerformedOperation performed, ReceivedIdentifiers dataSets) {
        this.performed = performed;
        this.dataSets = dataSets;
    }

    /** Why this request is not even tried; null where nothing is against it. */
    static DimseStatus refusal(Command request) {
        CommandField operation = request.operation();
        String instance = request.sopInstanceUid();
        if (instance == null && operation != CommandField.N_CREATE) {
            return DimseStatus.MISSING_ATTRIBUTE.withOffendingElements(
                    operation.namesRequestedInstance() ? Tag.RequestedSOPInstanceUID : Tag.AffectedSOPInstanceUID);
        }
        if (instance != null && !UID_FORM.matcher(instance).matches()) return DimseStatus.INVALID_SOP_INSTANCE;
        if (operation == CommandField.N_ACTION && request.number(Tag.ActionTypeID) < 0) {
            return DimseStatus.NO_SUCH_ACTION_TYPE.withComment("no action type");
        }
        if (operation == CommandField.N_EVENT_REPORT && request.number(Tag.EventTypeID) < 0) {
            return DimseStatus.NO_SUCH_EVENT_TYPE.withComment("no event type");
        }
        return null;
    }

    void perform(NormalizedScp scp) throws IOException {
        Association association = performed.association();
        String syntax = performed.context().transferSyntax();
        NormalizedResponse response;
        try (ReceivedIdentifiers.Received dataSet =
                dataSets.read(association.in().dataSet(), syntax)) {
            response = performed.guarded(
                    () -> scp.perform(association, request(dataSet.attributes())), NormalizedResponse::of);
        } catch (Identifiers.TooLargeException e) {
            association.in().skipDataSet();
            response = NormalizedResponse.of(DimseStatus.RESOURCE_LIMITATION.withComment("data set of more than 1 MB"));
        } catch (Identifiers.BadIdentifierException e) {
            response = NormalizedResponse.of(DimseStatus.PROCESSING_FAILURE.withComment("data set is malformed"));
        } catch (RejectedExecutionException e) {
            association.in().skipDataSet();
            response = NormalizedResponse.of(DimseStatus.RESOURCE_LIMITATION.withComment(e.getMessage()));
        }
        answer(response);
    }

    private NormalizedRequest request(Attributes dataSet) {
        Command request = performed.request();
        int type = Math.max(Math.max(request.number(Tag.EventTypeID), request.number(Tag.ActionTypeID)), 0);
        return new NormalizedRequest(
                request.operation(),
                request.messageId(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                type,
                Arrays.stream(request.tags(Tag.AttributeIdentifierList)).boxed().toList(),
                dataSet);
    }

    private void answer(NormalizedResponse response) throws IOException {
        Attributes dataSet = response.dataSet();
        boolean hasDataSet = dataSet != null && !dataSet.isEmpty();
        Command command = Statuses.respond(performed.request(), response.status(), hasDataSet);
        if (response.sopInstanceUid() != null) {
            command.with(Tag.AffectedSOPInstanceUID, VR.UI, response.sopInstanceUid());
        }
        AcceptedContext context = performed.context();
        if (hasDataSet) {
            byte[] bytes = Identifiers.write(dataSet, context.transferSyntax());
            performed.association().out().send(context.id(), command, out -> out.write(bytes));
        } else {
            performed.association().out().send(context.id(), command);
        }
        performed.done(response.status());
    }
}
