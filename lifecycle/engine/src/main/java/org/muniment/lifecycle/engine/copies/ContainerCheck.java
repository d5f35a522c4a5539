package org.muniment.lifecycle.engine.copies;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.Sha256;

/** Whether stored bytes are what they should be: they are there, have the size, and the digest. */
public final class ContainerCheck {

    private static final int CHUNK = 256 << 10;

    private ContainerCheck() {}

    /**
     * Reads all of an object.
     *
     * @return what is wrong with it, in words without a patient's data; empty where nothing is
     * @throws ArchiveException STORE_UNAVAILABLE, OFFLINE: nothing is known of it
     */
    public static Optional<String> read(ObjectStore store, ObjectKey key, long size, Sha256 digest) {
        Optional<String> seen = look(store, key, size);
        if (seen.isPresent()) return seen;
        try (InputStream in = store.open(key)) {
            return digest(in).equals(digest) ? Optional.empty() : Optional.of("has another digest");
        } catch (ArchiveException e) {
            return switch (e.code()) {
                case NOT_FOUND -> Optional.of("is missing");
                case CORRUPT_OBJECT -> Optional.of("can't be read to its end");
                default -> throw e;
            };
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + key + " can't be read", e);
        }
    }

    /** As {@link #read}, of what can be known without reading it: for a tier that is offline. */
    public static Optional<String> look(ObjectStore store, ObjectKey key, long size) {
        Optional<ObjectInfo> found = store.find(key);
        if (found.isEmpty()) return Optional.of("is missing");
        long there = found.get().size();
        return there == size ? Optional.empty() : Optional.of("has " + there + " bytes instead of " + size);
    }

    static Sha256 digest(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) digest.update(chunk, 0, count);
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
