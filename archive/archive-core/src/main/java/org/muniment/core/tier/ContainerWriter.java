package org.muniment.core.tier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.object.StoredObject;
import org.muniment.archive.tier.Member;

/**
 * Writes one container, file by file: a tar of Part 10 files named by their number and SOP Instance UID, then {@code MANIFEST.json} and
 * {@code SHA256SUMS}. For one thread. After any failure nothing more may be written: whoever made the {@link ObjectWriter} closes it, and nothing
 * is left.
 */
public final class ContainerWriter {

    private final ObjectWriter to;
    private final Manifest manifest;
    private final List<Member> members = new ArrayList<>();
    private final byte[] chunk = new byte[Digests.CHUNK];
    private Instant latest = Instant.EPOCH;

    public ContainerWriter(SeriesId series, ObjectWriter to) {
        this.to = to;
        this.manifest = new Manifest(series);
    }

    /**
     * The next file: an instance as it was received.
     *
     * @param bytes read to the end, not closed
     * @throws ArchiveException CORRUPT_OBJECT where they are not what the row says; what reading and writing fail with
     */
    public Member add(InstanceRecord row, InputStream bytes) {
        return write(row, bytes, null, Optional.empty());
    }

    /**
     * The next file: an instance in another encoding, which is a new version of it.
     *
     * @param row of the new version
     * @param received the row of what was received
     */
    public Member addEncodedAnew(InstanceRecord row, InstanceRecord received, InputStream bytes) {
        return write(row, bytes, received, Optional.of(received.digest()));
    }

    /**
     * The next file: an instance that was encoded anew before.
     *
     * @param received digest of what was received
     */
    public Member addEncodedBefore(InstanceRecord row, Sha256 received, InputStream bytes) {
        return write(row, bytes, null, Optional.of(received));
    }

    private Member write(InstanceRecord row, InputStream bytes, InstanceRecord formerly, Optional<Sha256> received) {
        String file = "%05d-%s.dcm".formatted(members.size() + 1, row.id().instance());
        long offset = begin(file, row.size(), row.receivedAt());
        requireWhole(row, bytes);
        pad(row.size());
        Member member = new Member(row.location().key(), offset, row.size(), row.digest(), received);
        members.add(member);
        manifest.add(file, row, member, formerly);
        if (row.receivedAt().isAfter(latest)) latest = row.receivedAt();
        return member;
    }

    private void requireWhole(InstanceRecord row, InputStream bytes) {
        try {
            Copied copied = copy(bytes, row.size());
            if (copied.bytes() != row.size() || !copied.digest().equals(row.digest()))
                throw new ArchiveException(
                        ErrorCode.CORRUPT_OBJECT,
                        "object " + row.location() + " of instance " + row.id().instance() + " is not what was stored");
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + row.location() + " can't be read", e);
        }
    }

    private record Copied(long bytes, Sha256 digest) {}

    /** Copies all, but not much more than {@code most}. */
    private Copied copy(InputStream bytes, long most) throws IOException {
        MessageDigest digest = Digests.newSha256();
        long copied = 0;
        for (int n; copied <= most && (n = bytes.read(chunk)) >= 0; copied += n) {
            digest.update(chunk, 0, n);
            to.write(chunk, 0, n);
        }
        return new Copied(copied, Digests.result(digest));
    }

    /** Adds what describes the files, and makes the container durable. */
    public Packed finish() {
        byte[] json = manifest.json();
        add(Manifest.NAME, json);
        manifest.sum(digest(json), Manifest.NAME);
        add(Manifest.SUMS, manifest.sums());
        byte[] end = new byte[2 * TarHeader.BLOCK];
        to.write(end, 0, end.length);
        StoredObject stored = to.commit();
        return new Packed(members, stored.size(), stored.digest());
    }

    private void add(String file, byte[] bytes) {
        begin(file, bytes.length, latest);
        to.write(bytes, 0, bytes.length);
        pad(bytes.length);
    }

    private static Sha256 digest(byte[] bytes) {
        try {
            return Digests.of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory can always be read
        }
    }

    /** Where the file's first byte will be. */
    private long begin(String file, long size, Instant modified) {
        byte[] header = TarHeader.of(file, size, modified);
        to.write(header, 0, header.length);
        return to.size();
    }

    private void pad(long size) {
        to.write(new byte[TarHeader.BLOCK], 0, TarHeader.padding(size));
    }
}
