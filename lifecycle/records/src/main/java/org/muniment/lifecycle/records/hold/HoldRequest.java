package org.muniment.lifecycle.records.hold;

import java.time.Instant;
import java.time.LocalDate;
import org.muniment.lifecycle.records.hold.HoldDocument.PatientId;

/**
 * What somebody wants held; as {@link HoldDocument}.
 *
 * @param owner who places it where left out
 * @param keepOnline not, where left out
 */
public record HoldRequest(
        String study,
        PatientId patient,
        String query,
        String reason,
        String caseNumber,
        String owner,
        LocalDate review,
        Boolean keepOnline) {

    HoldDocument document(String id, String by, Instant at) {
        return new HoldDocument(
                id,
                study,
                patient,
                query,
                reason,
                caseNumber,
                owner == null || owner.isBlank() ? by : owner,
                by,
                at,
                review,
                Boolean.TRUE.equals(keepOnline),
                null,
                null);
    }

    /** Nothing of whom it is about. */
    @Override
    public String toString() {
        return "HoldRequest";
    }
}
