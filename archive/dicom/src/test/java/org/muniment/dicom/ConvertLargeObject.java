package org.muniment.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/** A program of its own, so that it can be given little heap: reads and converts an object made up as it is read. */
final class ConvertLargeObject {

    private ConvertLargeObject() {}

    public static void main(String[] args) throws IOException {
        long pixels = Long.parseLong(args[0]);
        ReadOptions options = ReadOptions.header((offset, length) -> InputStream.nullInputStream());
        Attributes header = DicomReader.ofDataSet(object(pixels), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, options)
                .read();
        Value.Bulk bulk = (Value.Bulk) header.get(Tag.PixelData).value();
        CountingOutputStream out = new CountingOutputStream();
        DataSetConverter.convert(
                object(pixels), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, out, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        if (bulk.length() != pixels || out.count < pixels) throw new IllegalStateException();
        System.out.println("read as header, converted " + pixels + " bytes of pixel data");
    }

    private static InputStream object(long pixels) {
        byte[] start = Raw.bigEndian()
                .explicit(Tag.Rows, "US", 2)
                .u16(512)
                .explicitLong(Tag.PixelData, "OW", (int) pixels)
                .bytes();
        return new SequenceInputStream(new ByteArrayInputStream(start), new BoundedInputStream(new Endless(), pixels));
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length;
        }
    }

    private static final class CountingOutputStream extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
