package org.muniment.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The lengths a writer must know before it has written what they count: of sequences, items and groups. Measured in one walk, bottom
 * up, and handed out in the order of writing, so that depth does not multiply the work.
 */
final class DataSetLengths {

    private final WriteOptions options;
    private long[] lengths = new long[16];
    private int count;
    private int given;

    DataSetLengths(Attributes dataSet, TransferSyntax syntax, WriteOptions options) throws IOException {
        this.options = options;
        measure(dataSet, syntax);
    }

    /** The next sequence's, item's or group's length. */
    long next() {
        return lengths[given++];
    }

    private int reserve() {
        if (count == lengths.length) lengths = Arrays.copyOf(lengths, 2 * count);
        return count++;
    }

    private long measure(Attributes dataSet, TransferSyntax syntax) throws IOException {
        long total = 0;
        int groupSlot = -1;
        int group = -1;
        for (Attributes.Element element : dataSet.elements()) {
            if (element.tag() >>> 16 != group) {
                group = element.tag() >>> 16;
                groupSlot = -1;
            }
            if (isGroupLength(element)) {
                if (keepsGroupLength(element.tag(), options)) {
                    groupSlot = reserve();
                    lengths[groupSlot] = 0;
                    total += 12;
                }
                continue;
            }
            long length = measure(element, syntax);
            if (groupSlot >= 0) lengths[groupSlot] += length;
            total += length;
        }
        return total;
    }

    static boolean isGroupLength(Attributes.Element element) {
        return (element.tag() & 0xffff) == 0;
    }

    /** Those of command sets and meta information are not retired. */
    static boolean keepsGroupLength(int tag, WriteOptions options) {
        return options.groupLengths() || tag == Tag.CommandGroupLength || tag == Tag.FileMetaInformationGroupLength;
    }

    private long measure(Attributes.Element element, TransferSyntax syntax) throws IOException {
        Value value = element.value();
        if (value instanceof Value.Items items) return measure(element.tag(), items, syntax);
        if (value instanceof Value.Encoded encoded) return measure(element, encoded, syntax);
        if (value instanceof Value.Fragments fragments) {
            long total = ElementWriter.headerLength(element.vr(), syntax) + 8;
            for (Value fragment : fragments.fragments()) total += 8 + lengthOf(fragment);
            return total;
        }
        long length = lengthOf(value);
        return ElementWriter.headerLength(ElementWriter.writable(element.vr(), length, syntax), syntax) + length;
    }

    static long lengthOf(Value value) {
        if (value instanceof Value.Bytes bytes) return bytes.bytes().length;
        if (value instanceof Value.Bulk bulk) return bulk.length();
        throw new IllegalArgumentException(
                "Not a plain value: " + value.getClass().getSimpleName());
    }

    private long measure(int tag, Value.Items items, TransferSyntax syntax) throws IOException {
        TransferSyntax inside = items.asUnknown() ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN : syntax;
        int slot = reserve();
        long content = isDelimited(tag, items, syntax, options) ? 8 : 0;
        for (Attributes item : items.items()) {
            int itemSlot = reserve();
            long length = measure(item, inside);
            lengths[itemSlot] = length;
            content += length + (options.undefined(item.undefinedLength()) ? 16 : 8);
        }
        lengths[slot] = content;
        return content + ElementWriter.headerLength(VR.SQ, syntax);
    }

    /** A private sequence in Implicit VR can be told from other private values by its undefined length only. */
    static boolean isDelimited(int tag, Value.Items items, TransferSyntax syntax, WriteOptions options) {
        return options.undefined(items.undefinedLength())
                || !syntax.explicitVr() && ElementDictionary.vrOf(tag) != VR.SQ;
    }

    /** Where the encoding differs only a rehearsal tells the length. */
    private long measure(Attributes.Element element, Value.Encoded encoded, TransferSyntax syntax) throws IOException {
        long header = ElementWriter.headerLength(element.vr(), syntax);
        if (sameLayout(encoded, syntax)) return header + encoded.length();
        DicomOutput rehearsal = new DicomOutput(OutputStream.nullOutputStream());
        ElementCopier.copy(encoded, element.tag(), element.vr(), new ElementWriter(rehearsal, syntax));
        return header + rehearsal.position();
    }

    static boolean sameLayout(Value.Encoded encoded, TransferSyntax syntax) {
        return encoded.syntax().explicitVr() == syntax.explicitVr()
                && encoded.syntax().bigEndian() == syntax.bigEndian();
    }
}
