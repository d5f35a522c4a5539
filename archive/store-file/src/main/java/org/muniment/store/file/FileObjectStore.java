package org.muniment.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;

/**
 * Objects as plain files below one directory:
 *
 * <pre>
 * objects/     what is committed, by key; whatever has a name here is complete and durable
 * incoming/    what is being written; of no worth after a restart
 * quarantine/  what was taken out of objects/, by key; an operator brings one back by moving it
 * lock         held by the process that uses the store
 * </pre>
 */
public final class FileObjectStore implements ObjectStore, Closeable {

    private final FileStoreConfig config;
    private final Path objects;
    private final Path incoming;
    private final Quarantine quarantine;
    private final DurableDirectories directories;
    private final BufferPool buffers = new BufferPool();
    private final FileStore fileSystem;
    private final FileChannel lock;

    /** @throws ArchiveException STORE_UNAVAILABLE where the directory can't be made or another process uses it */
    public FileObjectStore(FileStoreConfig config, Clock clock) {
        this.config = config;
        objects = config.root().resolve("objects");
        incoming = config.root().resolve("incoming");
        directories = new DurableDirectories(config.root());
        quarantine = new Quarantine(objects, config.root().resolve("quarantine"), directories, clock);
        try {
            DurableDirectories.createDurably(config.root().toAbsolutePath());
            directories.create(objects);
            directories.create(incoming);
            directories.sync(objects);
            fileSystem = Files.getFileStore(objects);
            lock = lock(config.root().resolve("lock"));
        } catch (IOException e) {
            throw failed("can't be opened", e);
        }
    }

    public FileObjectStore(FileStoreConfig config) {
        this(config, Clock.systemUTC());
    }

    private FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) return channel;
        } catch (OverlappingFileLockException e) {
            // this very process has the store open, which is no better
        }
        channel.close();
        throw new ArchiveException(
                ErrorCode.STORE_UNAVAILABLE, "store " + name() + " at " + config.root() + " is in use by a process");
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public ObjectWriter create(ObjectKey key) {
        try {
            if (fileSystem.getUsableSpace() < config.reserve())
                throw new ArchiveException(ErrorCode.OUT_OF_SPACE, "store " + name() + " has only its reserve left");
            return new FileObjectWriter(this, key, path(key));
        } catch (IOException e) {
            throw failed("can't be written", e);
        }
    }

    Path incoming() {
        return incoming;
    }

    DurableDirectories directories() {
        return directories;
    }

    BufferPool buffers() {
        return buffers;
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) {
        try {
            return new FileRange(FileChannel.open(path(key), StandardOpenOption.READ), offset, length);
        } catch (NoSuchFileException e) {
            throw new ArchiveException(ErrorCode.NOT_FOUND, "store " + name() + " has no " + key, e);
        } catch (IOException e) {
            throw failed("can't be read", e);
        }
    }

    @Override
    public Optional<ObjectInfo> find(ObjectKey key) {
        try {
            return Optional.of(info(key, Files.readAttributes(path(key), BasicFileAttributes.class)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("can't be read", e);
        }
    }

    static ObjectInfo info(ObjectKey key, BasicFileAttributes file) {
        return new ObjectInfo(key, file.size(), file.lastModifiedTime().toInstant());
    }

    @Override
    public void delete(ObjectKey key) {
        Path file = path(key);
        try {
            if (Files.deleteIfExists(file)) DurableDirectories.force(file.getParent());
        } catch (IOException e) {
            throw failed("can't delete", e);
        }
    }

    @Override
    public void quarantine(ObjectKey key) {
        try {
            quarantine.take(key);
        } catch (IOException e) {
            throw failed("can't quarantine", e);
        }
    }

    @Override
    public boolean restore(ObjectKey key) {
        try {
            return quarantine.giveBack(key);
        } catch (IOException e) {
            throw failed("can't restore", e);
        }
    }

    @Override
    public long purgeQuarantine(Instant before) {
        try {
            return quarantine.purge(before);
        } catch (IOException e) {
            throw failed("can't purge its quarantine", e);
        }
    }

    @Override
    public void walk(Consumer<ObjectInfo> visitor) {
        try {
            ObjectFiles.walk(objects, visitor);
        } catch (IOException e) {
            throw failed("can't be listed", e);
        }
    }

    @Override
    public void discardUnfinished() {
        try (var parts = Files.newDirectoryStream(incoming)) {
            for (Path part : parts) Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed("can't be tidied", e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path path(ObjectKey key) {
        return objects.resolve(key.path());
    }

    /** What an IOException means: no room where the system says so in words or has none left, else out of order. */
    ArchiveException failed(String problem, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        boolean full = reason.contains("No space left") || reason.contains("quota") || isFull();
        ErrorCode code = full ? ErrorCode.OUT_OF_SPACE : ErrorCode.STORE_UNAVAILABLE;
        return new ArchiveException(code, "store " + name() + " " + (full ? "is full" : problem), cause);
    }

    private boolean isFull() {
        try {
            return fileSystem != null && fileSystem.getUsableSpace() < 64 << 10;
        } catch (IOException e) {
            return false;
        }
    }
}
