package org.muniment.dicom.net;

import java.io.IOException;
import org.muniment.dicom.Attributes;

/** Where a {@link FindScp} puts its matches. */
public interface FindResponses {

    /**
     * Sends one match with {@code status} FF00H or FF01H; blocks while the peer is slow to take it.
     *
     * @return false where the peer has cancelled: the match was not sent, and looking for more is in vain
     * @throws IOException where the association is gone
     */
    boolean pending(Attributes match, DimseStatus status) throws IOException;

    default boolean pending(Attributes match) throws IOException {
        return pending(match, DimseStatus.PENDING);
    }

    /** True once the peer has sent C-CANCEL, or is gone. */
    boolean isCancelled();
}
