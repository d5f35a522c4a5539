package org.muniment.dicom.pixel.codec.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.muniment.dicom.pixel.ImageDescription;

/**
 * What goes to a child process and comes back: one frame, encoded or not.
 *
 * @param kind of a request what to do; of an answer what came of it
 * @param text transfer syntax of a request; the reason of a refusal
 */
record FrameMessage(Kind kind, String text, ImageDescription description, byte[] bytes) {

    /** A frame, or a codestream that is longer than its frame. */
    private static final int LONGEST = 2 * ImageDescription.LARGEST_FRAME;

    enum Kind {
        DECODE,
        ENCODE,
        DONE,
        UNSUPPORTED,
        CORRUPT
    }

    void writeTo(DataOutputStream out) throws IOException {
        ImageDescription d = description;
        out.writeByte(kind.ordinal());
        out.writeUTF(text);
        out.writeInt(d.rows());
        out.writeInt(d.columns());
        out.writeInt(d.samplesPerPixel());
        out.writeInt(d.bitsAllocated());
        out.writeInt(d.bitsStored());
        out.writeInt(d.highBit());
        out.writeBoolean(d.signed());
        out.writeUTF(d.photometricInterpretation());
        out.writeInt(d.planarConfiguration());
        out.writeInt(d.numberOfFrames());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    static FrameMessage readFrom(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= Kind.values().length) throw new IOException("Not a message");
        String text = in.readUTF();
        ImageDescription description = new ImageDescription(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                in.readUTF(),
                in.readInt(),
                in.readInt());
        int length = in.readInt();
        if (length < 0 || length > LONGEST) throw new IOException("Message of " + length + " bytes");
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new FrameMessage(Kind.values()[kind], text, description, bytes);
    }
}
