package org.muniment.core.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntConsumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.core.coerce.Coercer;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.PixelDataVisitor;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;

/**
 * Copies a data set with another header in the place of its own: holds back the bytes of the header until it is known what is stored, and
 * then lets the rest stream through as it is. A deflated data set is inflated and, where its header changes, deflated anew.
 */
final class HeaderRewriting implements AutoCloseable {

    private final TransferSyntax declared;
    private final SourceStream sent;
    private final Inflater inflater = new Inflater(true);
    private final HeaderSpool sentSpool;
    /** Of the data set proper; where that is not deflated, the stream and the spool that were sent. */
    private final SourceStream plain;

    private final HeaderSpool plainSpool;
    private DicomReader reader;
    private InputStream whole;
    private long shift;
    private Deflater deflater;
    private DeflaterOutputStream deflated;

    /**
     * @param sent from behind {@code start}
     * @param start what was read of it already
     * @param config where to hold a long header, and how much of it
     * @param memory told of bytes about to be held; may throw
     */
    HeaderRewriting(SourceStream sent, byte[] start, TransferSyntax declared, IngestConfig config, IntConsumer memory) {
        this.declared = declared;
        this.sent = sent;
        this.sentSpool = new HeaderSpool(config.spool(), config.spoolLimit(), memory);
        sentSpool.write(start, 0, start.length);
        sent.copyTo(sentSpool);
        InputStream all = new ReplayedStream(start, sent);
        if (declared.deflated()) {
            this.plainSpool = new HeaderSpool(config.spool(), config.spoolLimit(), memory);
            this.plain = new SourceStream(new InflaterInputStream(all, inflater, 8192), plainSpool);
            this.whole = plain;
        } else {
            this.plainSpool = sentSpool;
            this.plain = sent;
            this.whole = all;
        }
    }

    Attributes readHeader(ReadOptions options) throws IOException {
        TransferSyntax syntax = declared.deflated() ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : declared;
        reader = DicomReader.ofDataSet(whole, syntax, options.withBulkSource(plainSpool));
        return inflating(reader::read);
    }

    /** And what was read behind it. */
    void writeHeader(Coercer.Result header, ObjectWriter out) throws IOException {
        SourceStream.Copy stored = out::write;
        if (!header.isChanged()) {
            copy(sentSpool, 0, out);
            plain.copyTo((bytes, offset, length) -> {});
            sent.copyTo(stored);
            return;
        }
        long start = reader.position();
        OutputStream to = new WriterStream(out);
        if (declared.deflated()) {
            deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            to = deflated = new DeflaterOutputStream(to, deflater);
        }
        CountingStream counted = new CountingStream(to);
        DicomWriter.writeDataSet(header.dataSet(), encoding(), counted);
        shift = counted.count - start;
        try (InputStream behind = plainSpool.open(start, Long.MAX_VALUE)) {
            behind.transferTo(to);
        }
        sent.copyTo((bytes, offset, length) -> {});
        plain.copyTo(deflated == null ? stored : deflating(deflated));
    }

    private static void copy(HeaderSpool from, long offset, ObjectWriter out) throws IOException {
        try (InputStream bytes = from.open(offset, Long.MAX_VALUE)) {
            bytes.transferTo(new WriterStream(out));
        }
    }

    /** What the data set is encoded in, which need not be what was declared: header and rest must agree. */
    private TransferSyntax encoding() {
        TransferSyntax syntax = declared.deflated() ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : declared;
        if (!reader.contradictsDeclaration()) return syntax;
        return syntax.explicitVr()
                ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN
                : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    }

    void copyRest(PixelDataVisitor frames) throws IOException {
        sentSpool.close();
        plainSpool.close();
        inflating(() -> {
            reader.readRest(new Shifted(frames, shift));
            return whole.transferTo(OutputStream.nullOutputStream());
        });
        if (declared.deflated()) sent.transferTo(OutputStream.nullOutputStream()); // padding behind it
        if (deflated != null) deflated.finish();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T inflating(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (ZipException | EOFException e) {
            if (!declared.deflated() || sent.failure() != null) throw e;
            throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, "The deflate stream is damaged", e);
        }
    }

    private static SourceStream.Copy deflating(OutputStream to) {
        return (bytes, offset, length) -> {
            try {
                to.write(bytes, offset, length);
            } catch (IOException e) {
                throw new ArchiveException(ErrorCode.INTERNAL, "a data set can't be deflated", e);
            }
        };
    }

    @Override
    public void close() {
        sentSpool.close();
        plainSpool.close();
        inflater.end();
        if (deflater != null) deflater.end();
    }

    private static final class WriterStream extends OutputStream {
        private final ObjectWriter out;

        WriterStream(ObjectWriter out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
        }
    }

    private static final class CountingStream extends java.io.FilterOutputStream {
        private long count;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }

    /** Tells where the pixel data lie behind the new header. */
    private record Shifted(PixelDataVisitor to, long by) implements PixelDataVisitor {
        @Override
        public void nativePixels(int tag, VR vr, long offset, long length, boolean bigEndian) {
            to.nativePixels(tag, vr, offset + by, length, bigEndian);
        }

        @Override
        public void offsetTable(byte[] basicOffsetTable) {
            to.offsetTable(basicOffsetTable);
        }

        @Override
        public void fragment(long offset, long length, int start) {
            to.fragment(offset + by, length, start);
        }
    }
}
