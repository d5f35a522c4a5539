package org.muniment.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes of a data set put together by hand, so that they can be wrong. */
final class Raw {

    static final int UNDEFINED = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean bigEndian;

    private Raw(boolean bigEndian) {
        this.bigEndian = bigEndian;
    }

    static Raw littleEndian() {
        return new Raw(false);
    }

    static Raw bigEndian() {
        return new Raw(true);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Raw bytes(int... bytes) {
        for (int b : bytes) out.write(b);
        return this;
    }

    Raw bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Raw text(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Raw u16(int number) {
        return bigEndian ? bytes(number >>> 8, number) : bytes(number, number >>> 8);
    }

    Raw u32(int number) {
        return bigEndian ? u16(number >>> 16).u16(number) : u16(number).u16(number >>> 16);
    }

    Raw tag(int tag) {
        return u16(tag >>> 16).u16(tag);
    }

    /** Header in Implicit VR; also of items and delimiters. */
    Raw implicit(int tag, int length) {
        return tag(tag).u32(length);
    }

    /** Header in Explicit VR with a 16-bit length. */
    Raw explicit(int tag, String vr, int length) {
        return tag(tag).text(vr).u16(length);
    }

    /** Header in Explicit VR with a 32-bit length. */
    Raw explicitLong(int tag, String vr, int length) {
        return tag(tag).text(vr).u16(0).u32(length);
    }

    Raw item(int length) {
        return implicit(ElementHeader.ITEM_TAG, length);
    }

    Raw itemEnd() {
        return implicit(ElementHeader.ITEM_DELIMITER, 0);
    }

    Raw sequenceEnd() {
        return implicit(ElementHeader.SEQUENCE_DELIMITER, 0);
    }

    Attributes read(TransferSyntax syntax) throws IOException {
        return DicomReader.readDataSet(bytes(), syntax);
    }
}
