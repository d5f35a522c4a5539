package org.muniment.dicom;

import java.io.IOException;
import org.muniment.dicom.ElementReader.Token;

/** Goes through the rest of a data set, to its end, and tells of its pixel data. */
final class PixelDataWalk {

    private static final byte[] NO_TABLE = {};

    private final ElementReader in;
    private final PixelDataVisitor visitor;

    PixelDataWalk(ElementReader in, PixelDataVisitor visitor) {
        this.in = in;
        this.visitor = visitor;
    }

    void toEnd() throws IOException {
        Token token = in.current() == null ? in.next() : in.current();
        for (; token != Token.END; token = in.next()) {
            if (token == Token.FRAGMENTS && in.tag() == Tag.PixelData) fragments();
            else if (token == Token.ELEMENT && isPixelData(in.tag())) nativePixels();
            while (in.depth() > 0) in.next();
        }
    }

    private static boolean isPixelData(int tag) {
        return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
    }

    private void nativePixels() {
        visitor.nativePixels(in.tag(), in.vr(), in.valueOffset(), in.length(), in.bigEndian());
    }

    private void fragments() throws IOException {
        if (in.next() != Token.FRAGMENT) return;
        boolean honest = in.length() <= PixelDataVisitor.LONGEST_OFFSET_TABLE;
        visitor.offsetTable(honest ? in.readValue() : NO_TABLE);
        while (in.next() == Token.FRAGMENT) visitor.fragment(in.valueOffset(), in.length(), in.peekStart());
    }
}
