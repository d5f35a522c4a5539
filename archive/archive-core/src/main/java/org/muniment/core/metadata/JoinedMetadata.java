package org.muniment.core.metadata;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The metadata of several series in one array. What {@link GzipArrayOutput} wrote for each is taken as it is: between a gzip header and a new
 * trailer their bodies follow one another, with commas in the place of brackets, and nothing is inflated.
 */
record JoinedMetadata(List<StoredMetadata> parts) implements Metadata {

    private static final int TAG_BYTES = 16;

    @Override
    public String entityTag() {
        String tags = parts.stream().map(Metadata::entityTag).collect(Collectors.joining(" "));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(tags.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    @Override
    public InputStream gzipped() {
        List<Supplier<InputStream>> pieces = new ArrayList<>();
        pieces.add(() -> new ByteArrayInputStream(GzipArrayOutput.HEADER));
        long crc = Crc32.of('[');
        long length = 1;
        for (StoredMetadata part : parts) {
            boolean last = part == parts.get(parts.size() - 1);
            char after = last ? ']' : ',';
            pieces.add(bracket(part == parts.get(0) ? '[' : ',', false));
            pieces.add(part::body);
            ByteBuffer trailer = ByteBuffer.wrap(part.trailer()).order(ByteOrder.LITTLE_ENDIAN);
            long crcOfPart = Integer.toUnsignedLong(trailer.getInt());
            long added = Integer.toUnsignedLong(trailer.getInt()) - 1;
            // without its first bracket, and with another in the place of its last
            long crcOfRest = crcOfPart ^ Crc32.shift(Crc32.of('['), added) ^ Crc32.of(']') ^ Crc32.of(after);
            crc = Crc32.join(crc, crcOfRest, added);
            length += added;
        }
        pieces.add(bracket(']', true));
        byte[] trailer = GzipArrayOutput.trailer(crc, length);
        pieces.add(() -> new ByteArrayInputStream(trailer));
        return new SequenceInputStream(opened(pieces.iterator()));
    }

    private static Supplier<InputStream> bracket(char character, boolean last) {
        return () -> new ByteArrayInputStream(GzipArrayOutput.bracket(character, last));
    }

    /** Each is opened when the one before has been read. */
    private static Enumeration<InputStream> opened(Iterator<Supplier<InputStream>> pieces) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return pieces.next().get();
            }
        };
    }

    @Override
    public InputStream json() {
        return StoredMetadata.inflated(gzipped());
    }
}
