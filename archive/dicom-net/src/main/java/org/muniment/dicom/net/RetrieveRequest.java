package org.muniment.dicom.net;

import org.muniment.dicom.Attributes;

/**
 * A C-MOVE or C-GET request, PS3.7 9.3.3.1 and 9.3.4.1.
 *
 * @param moveDestination AE title to send to; null for C-GET
 * @param relational whether relational retrieval was agreed by extended negotiation
 */
public record RetrieveRequest(
        int messageId,
        String sopClassUid,
        int priority,
        Attributes identifier,
        String moveDestination,
        boolean relational) {}
