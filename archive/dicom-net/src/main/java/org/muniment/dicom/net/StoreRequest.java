package org.muniment.dicom.net;

/**
 * A C-STORE request, PS3.7 9.3.1.1.
 *
 * @param transferSyntaxUid that of the presentation context, hence of the data set
 * @param priority 0 medium, 1 high, 2 low
 * @param moveOriginatorAet who asked by C-MOVE for this store, or null
 * @param moveOriginatorMessageId message id of that C-MOVE; 0 where there is none
 */
public record StoreRequest(
        int messageId,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        int priority,
        String moveOriginatorAet,
        int moveOriginatorMessageId) {}
