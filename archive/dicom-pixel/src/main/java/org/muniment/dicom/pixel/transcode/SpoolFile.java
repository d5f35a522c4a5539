package org.muniment.dicom.pixel.transcode;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.muniment.dicom.BulkSource;

/** A file without a name: it is gone when it is closed, and when the process dies. */
final class SpoolFile implements Closeable {

    private static final int BUFFER = 64 << 10;

    private final FileChannel channel;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpoolFile create(Path directory) throws IOException {
        Path path = Files.createTempFile(Files.createDirectories(directory), "transcode", null);
        try {
            return new SpoolFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } finally {
            Files.delete(path);
        }
    }

    /** To be written in one go and closed before anything is read; the file stays. */
    OutputStream output() {
        return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    BulkSource source() {
        return Reader::new;
    }

    private final class Reader extends InputStream {

        private long position;
        private long left;

        Reader(long offset, long length) {
            this.position = offset;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (left <= 0) return -1;
            int n = channel.read(ByteBuffer.wrap(to, offset, (int) Math.min(length, left)), position);
            if (n > 0) passed(n);
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = Math.max(0, Math.min(Math.min(n, left), channel.size() - position));
            passed(skipped);
            return skipped;
        }

        private void passed(long n) {
            position += n;
            left -= n;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
