package org.muniment.server.tier;

import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;

/** Tells the place a tier has always had from one that only has its address: each tier bears a mark that the index knows. */
public final class TierMarks {

    static final String COLLECTION = "tier-marks";

    /** Of the document: first the mark is chosen, then written, then both agree. */
    private static final long CHOSEN = 1;

    private final DocumentRegister documents;

    public TierMarks(DocumentRegister documents) {
        this.documents = documents;
    }

    /** @throws ArchiveException STORE_UNAVAILABLE where it is not the tier's place; the message says what to do */
    void require(MarkedTier tier) {
        Document chosen = documents.find(COLLECTION, tier.name()).orElseGet(() -> choose(tier));
        String mark = chosen.json();
        Optional<String> there = tier.readMark();
        if (there.isEmpty() && chosen.version() == CHOSEN) {
            tier.writeMark(mark);
            there = tier.readMark(); // another archive's, where that was faster
        }
        if (there.filter(mark::equals).isEmpty()) throw refused(tier, mark, there);
        if (chosen.version() == CHOSEN) documents.put(chosen.next(mark));
    }

    private Document choose(MarkedTier tier) {
        tier.readMark().ifPresent(mark -> {
            throw unavailable(
                    tier,
                    "bears the mark of another archive, or of another tier, " + mark
                            + ": let no two use the same. If this archive's index was begun anew on purpose, and nobody else uses it,"
                            + " remove the " + tier.markPlace());
        });
        documents.put(
                Document.first(COLLECTION, tier.name(), '"' + UUID.randomUUID().toString() + '"'));
        return documents.find(COLLECTION, tier.name()).orElseThrow(); // another server's, where that was faster
    }

    private static ArchiveException refused(MarkedTier tier, String mark, Optional<String> there) {
        String what = there.map(other -> "bears the mark " + other + " and not " + mark)
                .orElse("does not bear the mark " + mark);
        return unavailable(
                tier,
                what + ": " + tier.doubt() + " If this is its place nevertheless, write the mark into the "
                        + tier.markPlace());
    }

    private static ArchiveException unavailable(MarkedTier tier, String what) {
        return new ArchiveException(
                ErrorCode.STORE_UNAVAILABLE, "the " + tier.place() + " of tier " + tier.name() + " " + what);
    }
}
