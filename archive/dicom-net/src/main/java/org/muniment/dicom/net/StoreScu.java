package org.muniment.dicom.net;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandField;
import org.muniment.dicom.net.dimse.MessageOutput;

/** Sends C-STORE requests on an association, PS3.7 9.1.1. */
final class StoreScu {

    /**
     * What a sub-operation of C-MOVE tells of its origin.
     *
     * @param priority as the retrieve asked
     */
    record Origin(int priority, String moveOriginatorAet, int moveOriginatorMessageId) {

        static final Origin OURSELVES = new Origin(0, null, 0);
    }

    private final Association association;

    StoreScu(Association association) {
        this.association = association;
    }

    /**
     * Sends one instance, having waited for a place in the window.
     *
     * @return done when the response is there; failed where the association ends before
     * @throws MessageOutput.DataSetException where the data set could not be made and nothing was sent
     */
    CompletableFuture<DimseStatus> store(
            AcceptedContext context,
            String sopClassUid,
            String sopInstanceUid,
            Origin origin,
            MessageOutput.DataSet dataSet)
            throws IOException {
        FutureStatus result = new FutureStatus();
        int messageId = association.exchanges().begin(result);
        Command request = Command.request(CommandField.C_STORE, messageId, sopClassUid, true)
                .with(Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid)
                .with(Tag.Priority, origin.priority());
        if (origin.moveOriginatorAet() != null) {
            request.with(Tag.MoveOriginatorApplicationEntityTitle, VR.AE, origin.moveOriginatorAet())
                    .with(Tag.MoveOriginatorMessageID, origin.moveOriginatorMessageId());
        }
        try {
            association.out().send(context.id(), request, dataSet);
        } catch (MessageOutput.DataSetException e) {
            association.exchanges().forget(messageId);
            throw e;
        }
        return result.future();
    }

    CompletableFuture<DimseStatus> store(AcceptedContext context, SubOperation instance, Origin origin)
            throws IOException {
        return store(
                context,
                instance.sopClassUid(),
                instance.sopInstanceUid(),
                origin,
                out -> instance.writeDataSet(context.transferSyntax(), out));
    }
}
