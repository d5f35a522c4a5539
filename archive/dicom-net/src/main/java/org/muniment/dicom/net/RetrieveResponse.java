package org.muniment.dicom.net;

import java.util.List;

/**
 * The final answer to our C-MOVE or C-GET.
 *
 * @param failedSopInstanceUids Failed SOP Instance UID List (0008,0058), empty where the peer sent none
 */
public record RetrieveResponse(DimseStatus status, SubOperationCounts counts, List<String> failedSopInstanceUids) {

    public RetrieveResponse {
        failedSopInstanceUids = List.copyOf(failedSopInstanceUids);
    }
}
