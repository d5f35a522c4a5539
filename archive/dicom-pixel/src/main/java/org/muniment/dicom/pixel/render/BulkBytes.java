package org.muniment.dicom.pixel.render;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.PixelException;

/** Parts of values that may have been left in their source. */
final class BulkBytes {

    private BulkBytes() {}

    /**
     * In little endian, whatever the source is in.
     *
     * @param start even, so that words stay whole
     * @param length at most; what the value does not have is not there
     */
    static byte[] read(Attributes from, int tag, int start, int length) throws PixelException {
        Attributes.Element element = from.get(tag);
        String name = String.format("(%04X,%04X)", tag >>> 16, tag & 0xffff);
        if (element == null) throw PixelException.corrupt(name + " is missing");
        if (element.value() instanceof Value.Bytes b) {
            int first = Math.min(start, b.bytes().length);
            return Arrays.copyOfRange(b.bytes(), first, (int) Math.min((long) first + length, b.bytes().length));
        }
        if (!(element.value() instanceof Value.Bulk bulk)) throw PixelException.corrupt(name + " is no plain value");
        long first = Math.min(start, bulk.length());
        try (InputStream in = bulk.source().open(bulk.offset() + first, Math.min(length, bulk.length() - first))) {
            byte[] bytes = in.readAllBytes();
            if (bulk.bigEndian() && element.vr().unit() == 2) swap(bytes);
            return bytes;
        } catch (IOException e) {
            throw PixelException.corrupt(name + " cannot be read", e);
        }
    }

    private static void swap(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            byte kept = bytes[i];
            bytes[i] = bytes[i + 1];
            bytes[i + 1] = kept;
        }
    }
}
