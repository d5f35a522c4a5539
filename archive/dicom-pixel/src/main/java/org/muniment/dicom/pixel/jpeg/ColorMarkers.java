package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** What a codestream itself says of its colours, which Photometric Interpretation should agree with and sometimes does not. */
final class ColorMarkers {

    private boolean jfif;
    /** Transform flag of an Adobe segment (ITU-T T.872 6.5.3): 0 means none; -1 without the segment. */
    private int adobeTransform = -1;

    void readApp0(Segment in) {
        jfif |= in.startsWith("JFIF\0");
    }

    void readApp14(Segment in) throws PixelException {
        if (!in.startsWith("Adobe") || in.remaining() < 12) return;
        for (int i = 0; i < 11; i++) in.u8();
        adobeTransform = in.u8();
    }

    /**
     * Whether three components are luminance and chrominance. An Adobe segment knows; JFIF allows nothing else (ITU-T T.871 4); without
     * either the data set is believed.
     */
    boolean areYbr(ImageDescription description) {
        if (adobeTransform >= 0) return adobeTransform == 1;
        return jfif || description.photometricInterpretation().startsWith("YBR");
    }
}
