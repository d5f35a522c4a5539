package org.muniment.lifecycle.records.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * A batch of studies on its way to destruction, and who said what about it. The studies are kept beside it, see {@link DispositionItem}.
 *
 * @param studies how many were proposed
 * @param reviewed null before the review, so are those that follow
 * @param sha256 digest of what was reviewed, item by item: it is that which is approved
 * @param approved who approved it, from when on its studies are destroyed one by one, each after another look by the archive
 * @param refused by whom it was refused as a whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Disposition(
        String id,
        State state,
        int studies,
        Signature proposed,
        Signature reviewed,
        String sha256,
        Signature approved,
        Signature refused) {

    public enum State {
        PROPOSED,
        REVIEWED,
        APPROVED,
        REFUSED
    }

    /** @param remark in the person's words; empty where none was given */
    public record Signature(String by, Instant at, String remark) {}

    static Disposition proposed(String id, int studies, Signature by) {
        return new Disposition(id, State.PROPOSED, studies, by, null, null, null, null);
    }

    Disposition reviewedBy(Signature by, String digest) {
        require(State.PROPOSED);
        return new Disposition(id, State.REVIEWED, studies, proposed, by, digest, null, null);
    }

    /** @throws ArchiveException NOT_PERMITTED where it is not to be approved now, not by this person, or not this */
    Disposition approvedBy(Signature by, String digest) {
        require(State.REVIEWED);
        if (by.by().equals(reviewed.by()) || by.by().equals(proposed.by()))
            throw new ArchiveException(
                    ErrorCode.NOT_PERMITTED, "who proposed or reviewed it can't approve it; it takes a second person");
        if (!sha256.equals(digest))
            throw new ArchiveException(
                    ErrorCode.NOT_PERMITTED, "what was reviewed has the digest " + sha256 + "; approve that");
        return new Disposition(id, State.APPROVED, studies, proposed, reviewed, sha256, by, null);
    }

    Disposition refusedBy(Signature by) {
        if (state != State.PROPOSED) require(State.REVIEWED);
        return new Disposition(id, State.REFUSED, studies, proposed, reviewed, sha256, null, by);
    }

    void require(State needed) {
        if (state != needed)
            throw new ArchiveException(ErrorCode.NOT_PERMITTED, "the disposition is " + state + ", not " + needed);
    }
}
