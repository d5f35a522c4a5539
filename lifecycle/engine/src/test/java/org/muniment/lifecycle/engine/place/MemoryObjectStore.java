package org.muniment.lifecycle.engine.place;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.object.StoredObject;

/** In a map, for tests that write a great deal; its objects can be damaged. */
final class MemoryObjectStore implements ObjectStore {

    private final String name;
    private final Map<ObjectKey, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<ObjectKey, byte[]> quarantined = new ConcurrentHashMap<>();

    MemoryObjectStore(String name) {
        this.name = name;
    }

    /** Puts other bytes in the place of an object's. */
    void damage(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes);
    }

    byte[] bytes(ObjectKey key) {
        return objects.get(key);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectWriter create(ObjectKey key) {
        return new Writer(key);
    }

    private final class Writer implements ObjectWriter {
        private final ObjectKey key;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Writer(ObjectKey key) {
            this.key = key;
        }

        @Override
        public void write(byte[] chunk, int offset, int length) {
            bytes.write(chunk, offset, length);
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public StoredObject commit() {
            byte[] all = bytes.toByteArray();
            if (objects.putIfAbsent(key, all) != null)
                throw new ArchiveException(ErrorCode.INTERNAL, key + " is in use");
            return new StoredObject(new ObjectLocation(name, key), all.length, digest(all));
        }

        @Override
        public void close() {}
    }

    static Sha256 digest(byte[] bytes) {
        try {
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        byte[] bytes = objects.get(key);
        if (bytes == null) throw new ArchiveException(ErrorCode.NOT_FOUND, key + " is not there");
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(bytes -> new ObjectInfo(key, bytes.length, Instant.EPOCH));
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key);
    }

    @Override
    public void walk(Consumer<ObjectInfo> visitor) {
        objects.forEach((key, bytes) -> visitor.accept(new ObjectInfo(key, bytes.length, Instant.EPOCH)));
    }

    @Override
    public void quarantine(ObjectKey key) {
        byte[] bytes = objects.remove(key);
        if (bytes != null) quarantined.put(key, bytes);
    }

    @Override
    public boolean restore(ObjectKey key) {
        byte[] bytes = quarantined.remove(key);
        return bytes != null && objects.putIfAbsent(key, bytes) == null;
    }

    @Override
    public long purgeQuarantine(Instant before) {
        long count = quarantined.size();
        quarantined.clear();
        return count;
    }

    @Override
    public void discardUnfinished() {}
}
