package org.muniment.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.object.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to {@code incoming/}, and renames to the key's path once the bytes are durable. */
final class FileObjectWriter implements ObjectWriter {

    private static final Logger LOG = LoggerFactory.getLogger(FileObjectWriter.class);

    private final FileObjectStore store;
    private final ObjectKey key;
    private final Path target;
    private final Path part;
    private final FileChannel file;
    private final MessageDigest sha256 = newSha256();
    private ByteBuffer buffer;
    private long size;
    private long written;
    private boolean committed;

    FileObjectWriter(FileObjectStore store, ObjectKey key, Path target) throws IOException {
        this.store = store;
        this.key = key;
        this.target = target;
        this.part = store.incoming().resolve(UUID.randomUUID() + ".part");
        // made here, so that the journal commit of the file's own fsync covers them too
        store.directories().create(target.getParent());
        this.file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.buffer = store.buffers().take();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        size += length;
        try {
            int done = 0;
            while (done < length) {
                int n = Math.min(length - done, buffer.remaining());
                buffer.put(bytes, offset + done, n);
                done += n;
                if (!buffer.hasRemaining()) flush();
            }
        } catch (IOException e) {
            throw store.failed("can't write", e);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) written += file.write(buffer, written);
        buffer.clear();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public StoredObject commit() {
        try {
            flush();
            file.force(false); // data and length; times need not be durable
            file.close();
            name();
            committed = true;
        } catch (IOException e) {
            throw store.failed("can't make an object durable", e);
        }
        ObjectLocation location = new ObjectLocation(store.name(), key);
        return new StoredObject(location, size, new Sha256(HexFormat.of().formatHex(sha256.digest())));
    }

    private void name() throws IOException {
        Path directory = target.getParent();
        store.directories().sync(directory);
        if (Files.exists(target)) throw new FileAlreadyExistsException(target.toString());
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) { // somebody has removed the directory meanwhile
            store.directories().forget(directory);
            store.directories().create(directory);
            store.directories().sync(directory);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            DurableDirectories.force(directory);
        } catch (IOException e) {
            Files.deleteIfExists(target); // the caller is told that it is not there
            throw e;
        }
    }

    @Override
    public void close() {
        if (buffer != null) store.buffers().giveBack(buffer);
        buffer = null;
        if (committed) return;
        try {
            file.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("Unfinished object {} stays until the next start: {}", part, e.toString());
        }
    }
}
