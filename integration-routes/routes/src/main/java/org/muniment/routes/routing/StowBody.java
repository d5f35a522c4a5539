package org.muniment.routes.routing;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.RetrieveService;

/** Files as multipart/related (PS3.18 8.6.1.2); each is opened when those before it have been read. */
final class StowBody {

    private final RetrieveService retrieve;
    private final List<InstanceRecord> instances;
    private final String boundary = UUID.randomUUID().toString();
    private volatile InstanceRecord unreadable;

    StowBody(RetrieveService retrieve, List<InstanceRecord> instances) {
        this.retrieve = retrieve;
        this.instances = instances;
    }

    String contentType() {
        return "multipart/related; type=\"application/dicom\"; boundary=" + boundary;
    }

    /** The one because of which sending broke off, if one was. */
    Optional<InstanceRecord> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    InputStream open() {
        List<Supplier<InputStream>> parts = new ArrayList<>();
        for (InstanceRecord instance : instances) {
            parts.add(() -> text("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
            parts.add(() -> new Watched(instance));
            parts.add(() -> text("\r\n"));
        }
        parts.add(() -> text("--" + boundary + "--\r\n"));
        Iterator<Supplier<InputStream>> each = parts.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return each.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return each.next().get();
            }
        });
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A file that remembers whose fault it was. */
    private final class Watched extends FilterInputStream {

        private final InstanceRecord instance;

        Watched(InstanceRecord instance) {
            super(null);
            this.instance = instance;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                if (in == null) in = retrieve.file(instance).open();
                return in.read(into, offset, length);
            } catch (ArchiveException | IOException e) {
                unreadable = instance;
                throw new IOException("an instance can't be read", e);
            }
        }

        @Override
        public void close() throws IOException {
            if (in != null) in.close();
        }
    }
}
