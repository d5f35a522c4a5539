package org.muniment.dicom.net;

import org.muniment.dicom.Attributes;

/**
 * The answer to a {@link NormalizedRequest}.
 *
 * @param sopInstanceUid of an instance the performer named itself (N-CREATE); null for that of the request
 * @param dataSet attribute list, event reply or action reply; null for none
 */
public record NormalizedResponse(DimseStatus status, String sopInstanceUid, Attributes dataSet) {

    public static final NormalizedResponse SUCCESS = of(DimseStatus.SUCCESS);

    public static NormalizedResponse of(DimseStatus status) {
        return new NormalizedResponse(status, null, null);
    }

    public static NormalizedResponse of(DimseStatus status, Attributes dataSet) {
        return new NormalizedResponse(status, null, dataSet);
    }
}
