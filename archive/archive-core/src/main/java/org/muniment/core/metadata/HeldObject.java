package org.muniment.core.metadata;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.object.StoredObject;

/** An object that goes nowhere, held in memory within a bound. */
final class HeldObject implements ObjectWriter {

    private static final int LARGEST = 16 << 20;

    private final ObjectLocation location;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);

    /** @param location where it would be */
    HeldObject(ObjectLocation location) {
        this.location = location;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        if (size() + length > LARGEST)
            throw new ArchiveException(ErrorCode.OUT_OF_SPACE, "the metadata is too large to be made without a store");
        bytes.write(from, offset, length);
    }

    @Override
    public long size() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public StoredObject commit() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes());
            return new StoredObject(location, size(), new Sha256(HexFormat.of().formatHex(digest)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    @Override
    public void close() {}
}
