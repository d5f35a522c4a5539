package org.muniment.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Values of binary VRs (PS3.5 6.2), in little endian, to and from decimal. */
final class BinaryNumbers {

    private BinaryNumbers() {}

    private static int size(VR vr) {
        return vr == VR.AT ? 4 : vr.unit();
    }

    /** Each number in decimal, a tag as eight hexadecimal digits; an incomplete one at the end is left out. */
    static String[] toStrings(VR vr, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> out = new ArrayList<>();
        while (in.remaining() >= size(vr)) {
            out.add(
                    switch (vr) {
                        case AT -> String.format("%04X%04X", in.getShort() & 0xffff, in.getShort() & 0xffff);
                        case US, OW -> String.valueOf(in.getShort() & 0xffff);
                        case SS -> String.valueOf(in.getShort());
                        case UL, OL -> String.valueOf(in.getInt() & 0xffffffffL);
                        case SL -> String.valueOf(in.getInt());
                        case UV, OV -> Long.toUnsignedString(in.getLong());
                        case SV -> String.valueOf(in.getLong());
                        case FL, OF -> String.valueOf(in.getFloat());
                        case FD, OD -> String.valueOf(in.getDouble());
                        default -> String.valueOf(in.get() & 0xff);
                    });
        }
        return out.toArray(String[]::new);
    }

    /** Whole numbers in the binary form of {@code vr}; digits it has no room for are lost. */
    static byte[] of(VR vr, int... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length * size(vr)).order(ByteOrder.LITTLE_ENDIAN);
        for (int v : values) {
            switch (vr) {
                case AT -> out.putShort((short) (v >>> 16)).putShort((short) v);
                case US, SS, OW -> out.putShort((short) v);
                case UL, SL, OL -> out.putInt(v);
                case UV, SV, OV -> out.putLong(v);
                case FL, OF -> out.putFloat(v);
                case FD, OD -> out.putDouble(v);
                default -> out.put((byte) v);
            }
        }
        return out.array();
    }
}
