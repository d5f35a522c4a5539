package org.muniment.dicom.net;

import org.muniment.dicom.Attributes;

/**
 * A C-FIND request, PS3.7 9.3.2.1. The flags are what extended negotiation (PS3.4 C.5.1.1) agreed for its SOP class.
 *
 * @param relational relational queries: keys of upper levels may be missing
 * @param dateTimeMatching a date and its time are matched as one value
 * @param fuzzy fuzzy semantic matching of person names
 */
public record FindRequest(
        int messageId,
        String sopClassUid,
        int priority,
        Attributes identifier,
        boolean relational,
        boolean dateTimeMatching,
        boolean fuzzy) {}
