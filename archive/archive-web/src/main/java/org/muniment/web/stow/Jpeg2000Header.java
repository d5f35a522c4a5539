package org.muniment.web.stow;

import java.io.DataInputStream;
import java.io.IOException;
import org.muniment.dicom.UID;

/** The main header of JPEG 2000 and HTJ2K (ISO/IEC 15444-1 Annex A), and the JP2 boxes it may come in (Annex I). */
final class Jpeg2000Header {

    /** SOC and SIZ. */
    static final int START = 0xFF4FFF51;

    /** Length of the box every JP2 file starts with. */
    static final int SIGNATURE_BOX_LENGTH = 12;

    private static final int CODESTREAM_BOX = 0x6A703263;
    private static final int SIZ = 0xFF51;
    private static final int CAP = 0xFF50;
    private static final int COD = 0xFF52;
    private static final int TILE = 0xFF90;

    private int rows;
    private int columns;
    private int samples;
    private int bits;
    private boolean highThroughput;
    private boolean colourTransform;
    private boolean reversible;

    private Jpeg2000Header() {}

    static Codestream read(DataInputStream in, boolean boxes) throws IOException {
        long offset = boxes ? skipToCodestream(in) : 0;
        if (in.readUnsignedShort() != START >>> 16) throw Codestream.malformed("The JPEG 2000 image has no start");
        return new Jpeg2000Header().segments(in, offset);
    }

    private static long skipToCodestream(DataInputStream in) throws IOException {
        long offset = 0;
        while (true) {
            long length = in.readInt() & 0xffffffffL;
            int type = in.readInt();
            long header = 8;
            if (length == 1) {
                length = in.readLong();
                header = 16;
            }
            if (type == CODESTREAM_BOX) return offset + header;
            if (length < header) throw Codestream.malformed("The JP2 file has no codestream");
            Codestream.skip(in, length - header);
            offset += length;
        }
    }

    private Codestream segments(DataInputStream in, long offset) throws IOException {
        while (true) {
            int marker = in.readUnsignedShort();
            if (marker == TILE) return codestream(offset);
            int length = in.readUnsignedShort() - 2;
            switch (marker) {
                case SIZ -> length -= size(in);
                case CAP -> highThroughput = true;
                case COD -> length -= coding(in);
                default -> {}
            }
            Codestream.skip(in, length);
        }
    }

    private int size(DataInputStream in) throws IOException {
        in.readUnsignedShort();
        long right = in.readInt() & 0xffffffffL;
        long lower = in.readInt() & 0xffffffffL;
        columns = (int) (right - (in.readInt() & 0xffffffffL));
        rows = (int) (lower - (in.readInt() & 0xffffffffL));
        Codestream.skip(in, 16); // tiles
        samples = in.readUnsignedShort();
        bits = (in.readUnsignedByte() & 0x7f) + 1;
        return 37;
    }

    private int coding(DataInputStream in) throws IOException {
        Codestream.skip(in, 4);
        colourTransform = in.readUnsignedByte() == 1;
        Codestream.skip(in, 4);
        reversible = in.readUnsignedByte() == 1;
        return 10;
    }

    private Codestream codestream(long offset) {
        String syntax = highThroughput
                ? reversible ? UID.HTJ2KLossless : UID.HTJ2K
                : reversible ? UID.JPEG2000Lossless : UID.JPEG2000;
        String colour = !colourTransform ? "RGB" : reversible ? "YBR_RCT" : "YBR_ICT";
        String photometric = samples == 1 ? "MONOCHROME2" : colour;
        return new Codestream(syntax, rows, columns, samples, bits, !reversible, photometric, offset);
    }
}
