package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.PixelException;

/**
 * A component of a frame header (ITU-T T.81 B.2.2).
 *
 * @param h horizontal sampling factor
 * @param v vertical sampling factor
 * @param quantization which table
 */
record Component(int id, int h, int v, int quantization) {

    static Component read(Segment in) throws PixelException {
        int id = in.u8();
        int sampling = in.u8();
        int quantization = in.u8();
        int h = sampling >>> 4;
        int v = sampling & 15;
        if (h < 1 || h > 4 || v < 1 || v > 4 || quantization > 3) throw PixelException.corrupt("JPEG: bad component");
        return new Component(id, h, v, quantization);
    }
}
