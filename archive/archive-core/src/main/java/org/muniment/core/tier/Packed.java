package org.muniment.core.tier;

import java.util.List;
import java.util.Objects;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Member;

/**
 * What a container has become.
 *
 * @param members in the order of their offsets
 * @param size of the whole container in bytes
 * @param digest of the whole container
 */
public record Packed(List<Member> members, long size, Sha256 digest) {

    public Packed {
        members = List.copyOf(members);
        Objects.requireNonNull(digest);
    }
}
