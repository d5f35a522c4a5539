package org.muniment.dicom;

import java.util.List;

/** What an element holds. Closed: a codec that handles these four handles everything PS3.5 can say. */
public sealed interface Value {

    /** Raw bytes as in the stream, padding included, always little endian; text in the data set's character set. */
    record Bytes(byte[] bytes) implements Value {
        public static final Bytes EMPTY = new Bytes(new byte[0]);
    }

    /** Items of a sequence, in order; modifiable. */
    record Items(List<Attributes> items) implements Value {}

    /** Encapsulated pixel data (PS3.5 A.4): the first fragment is the basic offset table, perhaps empty. */
    record Fragments(List<Value> fragments) implements Value {}

    /** A value left where it lies: {@code length} bytes at {@code offset} of {@code source}, in its byte order. */
    record Bulk(BulkSource source, long offset, long length, boolean bigEndian) implements Value {}
}
