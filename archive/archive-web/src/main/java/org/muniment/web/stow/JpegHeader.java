package org.muniment.web.stow;

import java.io.DataInputStream;
import java.io.IOException;
import org.muniment.dicom.UID;

/** Markers of JPEG (ISO/IEC 10918-1 B.1) and JPEG-LS (ISO/IEC 14495-1 C.1), as far as the first scan. */
final class JpegHeader {

    static final int START = 0xFFD8;

    private static final int SCAN = 0xDA;
    private static final int ADOBE = 0xEE;
    private static final int FRAME_LS = 0xF7;

    private int frame = -1;
    private int bits;
    private int rows;
    private int columns;
    private int samples;
    private boolean adobeRgb;

    private JpegHeader() {}

    static Codestream read(DataInputStream in) throws IOException {
        in.readUnsignedShort();
        return new JpegHeader().segments(in);
    }

    private Codestream segments(DataInputStream in) throws IOException {
        while (true) {
            int marker = in.readUnsignedByte();
            if (marker != 0xFF) throw Codestream.malformed("The JPEG image has no marker where one must be");
            while (marker == 0xFF) marker = in.readUnsignedByte();
            int length = in.readUnsignedShort() - 2;
            if (marker == SCAN) return codestream(in);
            if (isFrame(marker)) length -= frame(marker, in);
            else if (marker == ADOBE && length >= 12) {
                Codestream.skip(in, 11);
                adobeRgb = in.readUnsignedByte() == 0;
                length -= 12;
            }
            Codestream.skip(in, length);
        }
    }

    /** SOF0 to SOF15 without DHT, JPG and DAC, which stand among them. */
    private static boolean isFrame(int marker) {
        boolean others = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return marker == FRAME_LS || marker >= 0xC0 && marker <= 0xCF && !others;
    }

    private int frame(int marker, DataInputStream in) throws IOException {
        frame = marker;
        bits = in.readUnsignedByte();
        rows = in.readUnsignedShort();
        columns = in.readUnsignedShort();
        samples = in.readUnsignedByte();
        return 6;
    }

    private Codestream codestream(DataInputStream in) throws IOException {
        if (frame < 0) throw Codestream.malformed("The JPEG image has a scan without a frame");
        int components = in.readUnsignedByte();
        Codestream.skip(in, 2L * components);
        // the predictor of lossless JPEG, the tolerance of JPEG-LS
        int parameter = in.readUnsignedByte();
        String syntax =
                switch (frame) {
                    case 0xC0 -> UID.JPEGBaseline8Bit;
                    case 0xC1 -> UID.JPEGExtended12Bit;
                    case 0xC3 -> parameter == 1 ? UID.JPEGLosslessSV1 : UID.JPEGLossless;
                    case FRAME_LS -> parameter == 0 ? UID.JPEGLSLossless : UID.JPEGLSNearLossless;
                    default -> throw Codestream.malformed(
                            "DICOM has no transfer syntax for this process of JPEG, SOF" + (frame - 0xC0));
                };
        boolean lossy = Codestream.isLossy(syntax);
        return new Codestream(syntax, rows, columns, samples, bits, lossy, photometric(lossy), 0);
    }

    private String photometric(boolean lossy) {
        if (samples == 1) return "MONOCHROME2";
        return adobeRgb || !lossy || frame == FRAME_LS ? "RGB" : "YBR_FULL_422";
    }
}
