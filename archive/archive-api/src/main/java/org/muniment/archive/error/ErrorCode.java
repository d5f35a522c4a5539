package org.muniment.archive.error;

/** Every way an archive operation can fail; each edge (DIMSE, HTTP, HL7, FHIR) maps all of them in one exhaustive switch. */
public enum ErrorCode {
    /** The data set can't be parsed: truncated, lying lengths, nesting beyond the limit. */
    MALFORMED_DATA_SET(Category.INVALID, false),
    /** An attribute the archive needs is absent or empty, e.g. Study Instance UID. */
    MISSING_ATTRIBUTE(Category.INVALID, false),
    /** An attribute has a value that is not allowed where it stands. */
    INVALID_ATTRIBUTE(Category.INVALID, false),
    /** The data set's SOP Class or Instance UID is not the one the request named. */
    DATA_SET_MISMATCH(Category.INVALID, false),
    /** A query or retrieve identifier the standard does not allow. */
    INVALID_QUERY(Category.INVALID, false),
    /** A query that would have to scan the archive. */
    UNBOUNDED_QUERY(Category.INVALID, false),
    /** More candidates or results than one query may examine. */
    TOO_MANY_RESULTS(Category.INVALID, false),
    /** What the caller asked for is not for it to do, such as hiding images by a rejection note. */
    NOT_PERMITTED(Category.FORBIDDEN, false),
    /** The instance, series, study or object is not in the archive. */
    NOT_FOUND(Category.NOT_FOUND, false),
    /** An instance with this UID and other content is archived already and the source's policy is to reject. */
    DUPLICATE_INSTANCE(Category.CONFLICT, false),
    /** A performed procedure step has ended and takes no more changes. */
    STEP_ENDED(Category.CONFLICT, false),
    /** The study is being destroyed, and what is gone can't be had back. */
    DESTRUCTION_BEGUN(Category.CONFLICT, false),
    /** The same instance is being stored by somebody else right now. */
    INSTANCE_BUSY(Category.UNAVAILABLE, true),
    /** No representation the peer accepts can be made from what is stored. */
    NOT_CONVERTIBLE(Category.CONFLICT, false),
    /** No room on the storage tier. */
    OUT_OF_SPACE(Category.UNAVAILABLE, true),
    STORE_UNAVAILABLE(Category.UNAVAILABLE, true),
    /** What is asked for lies on an offline tier only and must be recalled first. */
    OFFLINE(Category.UNAVAILABLE, true),
    INDEX_UNAVAILABLE(Category.UNAVAILABLE, true),
    /** A bounded queue or pool is full. */
    OVERLOADED(Category.UNAVAILABLE, true),
    /** Stored bytes no longer have the digest they were stored with, or end too early. */
    CORRUPT_OBJECT(Category.CORRUPT, false),
    INTERNAL(Category.INTERNAL, false);

    public enum Category {
        INVALID,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        UNAVAILABLE,
        CORRUPT,
        INTERNAL
    }

    private final Category category;
    private final boolean retryable;

    ErrorCode(Category category, boolean retryable) {
        this.category = category;
        this.retryable = retryable;
    }

    public Category category() {
        return category;
    }

    /** Whether the same request may succeed later without a change. */
    public boolean isRetryable() {
        return retryable;
    }
}
