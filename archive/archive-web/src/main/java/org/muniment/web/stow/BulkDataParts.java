package org.muniment.web.stow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.json.BulkDataResolver;
import org.muniment.web.media.ContentType;

/**
 * The bulk data of a request, by Content-Location, which metadata refers to (PS3.18 8.6.1). Several parts at one location are the frames of
 * compressed pixel data, in their order.
 */
final class BulkDataParts implements BulkDataResolver {

    private static final String PIXEL_DATA = "7FE00010";

    /** @param file where the part lies */
    record Part(ContentType type, Path file) {

        /** What the sender says pixel data in this part is encoded in. */
        Optional<String> transferSyntax() {
            return type.parameter("transfer-syntax");
        }

        boolean isCompressed() {
            boolean named = transferSyntax()
                    .filter(uid -> TransferSyntax.of(uid).encapsulated())
                    .isPresent();
            return named || type.name().startsWith("image/") || type.name().startsWith("video/");
        }
    }

    private final Map<String, List<Part>> byLocation = new HashMap<>();
    private final Map<Value, List<Part>> resolved = new IdentityHashMap<>();

    void add(String location, Part part) {
        byLocation.computeIfAbsent(location, l -> new ArrayList<>()).add(part);
    }

    /** The parts a value was made of; empty where it was made of none. */
    List<Part> of(Value value) {
        return resolved.getOrDefault(value, List.of());
    }

    @Override
    public Value resolve(String path, VR vr, String uri) throws IOException {
        List<Part> parts = byLocation.getOrDefault(uri, List.of());
        if (parts.isEmpty()) return null;
        boolean compressed = path.equals(PIXEL_DATA) && parts.get(0).isCompressed();
        if (!compressed && parts.size() > 1) return null;
        Value value = compressed ? fragments(parts) : bulk(parts.get(0).file(), 0);
        resolved.put(value, parts);
        return value;
    }

    private static Value fragments(List<Part> frames) throws IOException {
        List<Value> fragments = new ArrayList<>();
        fragments.add(Value.Bytes.EMPTY);
        for (Part frame : frames) {
            long offset = Codestream.read(frame.file()).map(Codestream::offset).orElse(0L);
            fragments.add(bulk(frame.file(), offset));
        }
        return new Value.Fragments(fragments);
    }

    /** Values have an even length (PS3.5 7.1.1); files need not. */
    private static Value bulk(Path file, long from) throws IOException {
        long length = Files.size(file) - from;
        BulkSource bytes = BulkSource.of(file);
        if ((length & 1) == 0) return new Value.Bulk(bytes, from, length, false);
        // asked for as a whole only
        BulkSource padded = (offset, all) ->
                new SequenceInputStream(bytes.open(offset, length), new ByteArrayInputStream(new byte[1]));
        return new Value.Bulk(padded, from, length + 1, false);
    }
}
