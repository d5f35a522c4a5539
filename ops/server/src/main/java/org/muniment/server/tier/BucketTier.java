package org.muniment.server.tier;

import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.object.ForwardingObjectStore;
import org.muniment.archive.object.ObjectStore;
import org.muniment.store.s3.S3ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tier in a bucket, which is not touched before it is certain that it is this archive's: another one's containers are unknown here, and would be taken
 * out of sight; and what another bucket has not would be taken for lost.
 */
public class BucketTier extends ForwardingObjectStore implements MarkedTier {

    private static final Logger LOG = LoggerFactory.getLogger(BucketTier.class);

    private final S3ObjectStore bucket;
    private final TierMarks marks;
    private volatile boolean known;

    BucketTier(S3ObjectStore bucket, TierMarks marks) {
        super(bucket);
        this.bucket = bucket;
        this.marks = marks;
    }

    /**
     * At the start: a bucket that is out of reach is looked at when it is used.
     *
     * @throws ArchiveException STORE_UNAVAILABLE where it is not the tier's bucket; the message says what to do
     */
    void requireUnlessAway() {
        try {
            bucket.mark().read();
        } catch (ArchiveException e) {
            LOG.warn("Tier {} is not used until it can be known for this archive's: {}", name(), e.getMessage());
            return;
        }
        store();
    }

    /** By each call until one found it to be the tier's; several at once may look, which does no harm. */
    @Override
    protected ObjectStore store() {
        if (!known) {
            marks.require(this);
            known = true;
        }
        return bucket;
    }

    /** Whether the bucket answers, and is the tier's. */
    public void check() {
        store();
        bucket.check();
    }

    @Override
    public String place() {
        return "bucket " + bucket.bucket();
    }

    @Override
    public String markPlace() {
        return "object " + bucket.mark().path();
    }

    @Override
    public String doubt() {
        return "are its endpoint, bucket and prefix right?";
    }

    @Override
    public Optional<String> readMark() {
        return bucket.mark().read();
    }

    @Override
    public void writeMark(String mark) {
        bucket.mark().write(mark);
    }
}
