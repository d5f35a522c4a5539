package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.PixelException;

/**
 * A start of scan marker segment (ITU-T T.81 B.2.3).
 *
 * @param components indices into those of the frame
 * @param dc table of each
 * @param ac table of each
 * @param predictor selection value of a lossless scan
 * @param pointTransform bits that were shifted out before coding
 */
record ScanHeader(int[] components, int[] dc, int[] ac, int predictor, int pointTransform) {

    static ScanHeader read(Segment in, FrameHeader frame) throws PixelException {
        int count = in.u8();
        if (count < 1 || count > 4) throw PixelException.corrupt("JPEG: scan of " + count + " components");
        int[] components = new int[count];
        int[] dc = new int[count];
        int[] ac = new int[count];
        for (int i = 0; i < count; i++) {
            components[i] = frame.indexOf(in.u8());
            int tables = in.u8();
            dc[i] = tables >>> 4;
            ac[i] = tables & 15;
        }
        int predictor = in.u8();
        in.u8();
        int pointTransform = in.u8() & 15;
        if (frame.lossless() && (predictor < 1 || predictor > 7 || pointTransform >= frame.precision())) {
            throw PixelException.corrupt("JPEG: predictor " + predictor + ", point transform " + pointTransform);
        }
        return new ScanHeader(components, dc, ac, predictor, pointTransform);
    }
}
