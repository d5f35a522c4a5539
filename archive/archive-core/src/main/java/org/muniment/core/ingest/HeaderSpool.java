package org.muniment.core.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntConsumer;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.BulkSource;

/**
 * The bytes of a header, which may hold a whole document, while it is not known yet what is to be written in their place: in memory as long as
 * they are few, else in a file that has no name any more, so that no crash leaves it behind.
 */
final class HeaderSpool implements BulkSource, SourceStream.Copy, AutoCloseable {

    private static final int IN_MEMORY = 512 << 10;

    private final Path directory;
    private final long limit;
    private final IntConsumer memory;
    private Held held = new Held();
    private FileChannel file;
    private long size;

    /**
     * @param directory for the file
     * @param limit bytes that may be held
     * @param memory told of bytes about to be held; may throw
     */
    HeaderSpool(Path directory, long limit, IntConsumer memory) {
        this.directory = directory;
        this.limit = limit;
        this.memory = memory;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > limit - size)
            throw new ArchiveException(
                    ErrorCode.OUT_OF_SPACE,
                    "rules are applied to this source's instances, of which no more than " + (limit >> 20)
                            + " MB may come before the pixel data");
        memory.accept(length);
        if (file == null && size + length > IN_MEMORY) moveToFile();
        if (file == null) held.write(bytes, offset, length);
        else append(ByteBuffer.wrap(bytes, offset, length));
        size += length;
    }

    private void moveToFile() {
        try {
            Path path = Files.createTempFile(Files.createDirectories(directory), "header", null);
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        } catch (IOException e) {
            throw failed(e);
        }
        append(held.bytes());
        held = null;
    }

    private void append(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) file.write(bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ArchiveException failed(IOException e) {
        return new ArchiveException(ErrorCode.OUT_OF_SPACE, "no room for a long header while it is coerced", e);
    }

    long size() {
        return size;
    }

    @Override
    public InputStream open(long offset, long length) {
        long from = Math.min(offset, size);
        long most = Math.min(length, size - from);
        if (file == null) return held.open((int) from, (int) most);
        return new InputStream() {
            private long at = from;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int start, int count) throws IOException {
                if (count == 0) return 0;
                int wanted = (int) Math.min(count, from + most - at);
                int n = wanted == 0 ? -1 : file.read(ByteBuffer.wrap(into, start, wanted), at);
                if (n > 0) at += n;
                return n;
            }
        };
    }

    @Override
    public void close() {
        held = null;
        if (file == null) return;
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives what it holds without a copy. */
    private static final class Held extends ByteArrayOutputStream {

        Held() {
            super(4096);
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }

        InputStream open(int from, int most) {
            return new ByteArrayInputStream(buf, from, most);
        }
    }
}
