package org.muniment.archive.tier;

import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;

/**
 * A Part 10 file within a container.
 *
 * @param object the key an instance's row calls it by
 * @param offset where in the container its first byte is
 * @param length in bytes
 * @param digest of the file as it lies in the container
 * @param received digest of the file that was received, where this is another encoding of it
 */
public record Member(ObjectKey object, long offset, long length, Sha256 digest, Optional<Sha256> received) {

    public Member {
        Objects.requireNonNull(object);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(received);
        if (offset < 0 || length < 0) throw new IllegalArgumentException("no range: " + offset + " " + length);
    }

    /** A file that lies there as it was received. */
    public Member(ObjectKey object, long offset, long length, Sha256 digest) {
        this(object, offset, length, digest, Optional.empty());
    }
}
