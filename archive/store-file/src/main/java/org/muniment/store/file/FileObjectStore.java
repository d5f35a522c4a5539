package org.muniment.store.file;

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
import java.util.ArrayList;
import java.util.List;
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
 * incoming/    what is being written; of no worth after a restart. Of each process that shares the store its own: incoming-&lt;node&gt;
 * quarantine/  what was taken out of objects/, by key; an operator brings one back by moving it
 * lock         held by the process that uses the store, or by all that share it, each of which then holds lock-&lt;node&gt; for itself
 * </pre>
 */
public final class FileObjectStore implements ObjectStore, AutoCloseable {

    private static final String INCOMING = "incoming";

    private final FileStoreConfig config;
    private final Path objects;
    private final Path incoming;
    private final Quarantine quarantine;
    private final DurableDirectories directories;
    private final BufferPool buffers = new BufferPool();
    private final FileStore fileSystem;
    private final List<FileChannel> locks = new ArrayList<>();

    /** @throws ArchiveException STORE_UNAVAILABLE where the directory can't be made or another process uses it */
    public FileObjectStore(FileStoreConfig config, Clock clock) {
        this.config = config;
        objects = config.root().resolve("objects");
        String own = config.node().map(node -> "-" + node).orElse("");
        incoming = config.root().resolve(INCOMING + own);
        directories = new DurableDirectories(config.root());
        quarantine = new Quarantine(objects, config.root().resolve("quarantine"), directories, clock);
        try {
            DurableDirectories.createDurably(config.root().toAbsolutePath());
            directories.create(objects);
            directories.create(incoming);
            directories.sync(objects);
            fileSystem = Files.getFileStore(objects);
            locks.add(lock(config.root().resolve("lock"), config.node().isPresent()));
            if (config.node().isPresent()) locks.add(lock(config.root().resolve("lock" + own), false));
        } catch (IOException e) {
            closeLocks();
            throw failed("can't be opened", e);
        } catch (ArchiveException e) {
            closeLocks();
            throw e;
        }
    }

    public FileObjectStore(FileStoreConfig config) {
        this(config, Clock.systemUTC());
    }

    private FileChannel lock(Path file, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock(0, Long.MAX_VALUE, shared);
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
        String left = config.node().isPresent() ? incoming.getFileName().toString() : INCOMING + "*";
        try (var directories = Files.newDirectoryStream(config.root(), left)) {
            for (Path directory : directories) discard(directory);
        } catch (IOException e) {
            throw failed("can't be tidied", e);
        }
    }

    private static void discard(Path directory) throws IOException {
        try (var parts = Files.newDirectoryStream(directory)) {
            for (Path part : parts) Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() {
        closeLocks();
    }

    private void closeLocks() {
        for (FileChannel lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                throw failed("can't be closed", e);
            }
        }
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
