package org.muniment.dicom;

import java.util.Arrays;
import java.util.List;

/** What an element holds. Closed: a codec that handles these five handles everything PS3.5 can say. */
public sealed interface Value {

    /** Raw bytes as in the stream, padding included, always little endian; text in the data set's character set. */
    record Bytes(byte[] bytes) implements Value {
        public static final Bytes EMPTY = new Bytes(new byte[0]);

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes b && Arrays.equals(bytes, b.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** The length only: values are patient data. */
        @Override
        public String toString() {
            return "Bytes[" + bytes.length + "]";
        }
    }

    /**
     * Items of a sequence, in order; modifiable.
     *
     * @param undefinedLength it came with a delimiter instead of a length, and is written back so
     * @param asUnknown it came as UN with its content in Implicit VR Little Endian (PS3.5 6.2.2 note 2), and is written back so
     */
    record Items(List<Attributes> items, boolean undefinedLength, boolean asUnknown) implements Value {
        public Items(List<Attributes> items) {
            this(items, false, false);
        }

        /** By the items; how they are delimited is a matter of encoding. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Items i && items.equals(i.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /** Encapsulated pixel data (PS3.5 A.4): the first fragment is the basic offset table, perhaps empty. */
    record Fragments(List<Value> fragments) implements Value {}

    /** A value left where it lies: {@code length} bytes at {@code offset} of {@code source}, in its byte order. */
    record Bulk(BulkSource source, long offset, long length, boolean bigEndian) implements Value {}

    /**
     * A sequence, or the fragments of pixel data, too large to hold: checked while reading, then left where it lies.
     *
     * @param length of the whole value field, including the delimiter where the length is undefined
     * @param syntax what the items are encoded in; never a deflated one, as offsets count in the inflated data set
     * @param signedPixels Pixel Representation in force around it, which decides between US and SS in Implicit VR
     */
    record Encoded(
            BulkSource source,
            long offset,
            long length,
            boolean undefinedLength,
            TransferSyntax syntax,
            boolean signedPixels)
            implements Value {}
}
