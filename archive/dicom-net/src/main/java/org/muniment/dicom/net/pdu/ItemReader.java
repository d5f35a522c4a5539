package org.muniment.dicom.net.pdu;

import java.nio.ByteBuffer;

/** One item or sub-item: its type and a view of its body. What lies beyond the PDU makes a BufferUnderflowException. */
record ItemReader(int type, ByteBuffer body) {

    static ItemReader next(ByteBuffer in) {
        int type = in.get() & 0xFF;
        in.get();
        return new ItemReader(type, slice(in, in.getShort() & 0xFFFF));
    }

    String text() {
        return text(body, body.remaining());
    }

    /** Text, a 16-bit length before it. */
    static String sizedText(ByteBuffer in) {
        return text(in, in.getShort() & 0xFFFF);
    }

    /** Bytes, a 16-bit length before them. */
    static byte[] sizedBytes(ByteBuffer in) {
        return remaining(slice(in, in.getShort() & 0xFFFF));
    }

    static byte[] remaining(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    static void skip(ByteBuffer in, int length) {
        slice(in, length);
    }

    static ByteBuffer slice(ByteBuffer in, int length) {
        if (length > in.remaining()) throw new java.nio.BufferUnderflowException();
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    /** Trimmed of blanks and NULs; what is not printable ASCII becomes {@code ?}, as it will stand in logs. */
    static String text(ByteBuffer in, int length) {
        byte[] bytes = remaining(slice(in, length));
        int from = 0;
        int to = bytes.length;
        while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == 0)) to--;
        while (from < to && bytes[from] == ' ') from++;
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) text.append(bytes[i] < ' ' || bytes[i] > '~' ? '?' : (char) bytes[i]);
        return text.toString();
    }
}
