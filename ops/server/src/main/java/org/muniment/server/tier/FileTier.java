package org.muniment.server.tier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/**
 * A tier of files, and the directory they lie in. A disk that is not mounted looks like an empty tier, and copies written under its mount point are good
 * until it is there again.
 */
public record FileTier(String name, Path root) implements MarkedTier {

    private static final String FILE = "tier";

    private Path file() {
        return root.resolve(FILE);
    }

    @Override
    public String place() {
        return "directory " + root;
    }

    @Override
    public String markPlace() {
        return "file " + file();
    }

    @Override
    public String doubt() {
        return "is its disk mounted, and its path right?";
    }

    @Override
    public Optional<String> readMark() {
        try {
            return Optional.of(Files.readString(file()).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, markPlace() + " can't be read", e);
        }
    }

    /** It is moved into its place when it is durable. */
    @Override
    public void writeMark(String mark) {
        Path made = root.resolve(FILE + "-" + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((mark + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            Files.move(made, file());
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, markPlace() + " can't be written", e);
        }
    }
}
