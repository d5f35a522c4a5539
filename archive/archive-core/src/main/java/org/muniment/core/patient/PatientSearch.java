package org.muniment.core.patient;

import java.util.Objects;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * Which patients are looked for; an empty text asks for nothing.
 *
 * @param id in whatever position among the patient's identifiers
 * @param issuer of that id
 * @param name what the name begins with, in any of its component groups, case and accents aside
 */
public record PatientSearch(String id, String issuer, String name) {

    public PatientSearch {
        Objects.requireNonNull(id);
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(name);
        if (id.isBlank() && name.isBlank())
            throw new ArchiveException(ErrorCode.UNBOUNDED_QUERY, "Too broad: give the patient's id or name");
    }
}
