package org.muniment.lifecycle.engine.copies;

import java.util.Objects;
import java.util.function.Function;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.core.tier.StudyHoldings;
import org.muniment.core.tier.Tiers;

/**
 * Where copies lie and what is known of them.
 *
 * @param holdings tells what there is of a study, as it is now
 */
public record CopyStores(
        Tiers tiers,
        CopyIndex index,
        Function<StudyInstanceUid, StudyHoldings> holdings,
        StudyNotebook notebook,
        AuditTrail audit) {

    public CopyStores {
        Objects.requireNonNull(tiers);
        Objects.requireNonNull(index);
        Objects.requireNonNull(holdings);
        Objects.requireNonNull(notebook);
        Objects.requireNonNull(audit);
    }

    /** Read anew. */
    public StudyLines lines(StudyInstanceUid study) {
        return StudyLines.of(holdings.apply(study), notebook.of(study), tiers);
    }
}
