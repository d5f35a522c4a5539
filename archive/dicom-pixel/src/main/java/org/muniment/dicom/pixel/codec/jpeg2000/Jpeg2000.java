package org.muniment.dicom.pixel.codec.jpeg2000;

import org.muniment.dicom.pixel.ImageDescription;

/** What both encoders of the JPEG 2000 family decide alike. */
final class Jpeg2000 {

    private static final int MOST_DECOMPOSITIONS = 5;

    private Jpeg2000() {}

    /** How often the image is halved; never to nothing. */
    static int decompositions(ImageDescription description) {
        int smallest = Math.min(description.rows(), description.columns());
        return Math.min(MOST_DECOMPOSITIONS, 31 - Integer.numberOfLeadingZeros(smallest));
    }

    /** Whether the reversible component transform is used: for RGB, which then is called YBR_RCT (PS3.3 C.7.6.3.1.2). */
    static boolean transformsComponents(ImageDescription description) {
        return description.samplesPerPixel() == 3
                && description.photometricInterpretation().equals("RGB");
    }

    static ImageDescription encoded(ImageDescription description) {
        return transformsComponents(description) ? description.withPhotometricInterpretation("YBR_RCT") : description;
    }

    /** The transform is undone in decoding, so that it is RGB again. */
    static ImageDescription decoded(ImageDescription description) {
        ImageDescription pixelByPixel = description.withPlanarConfiguration(0);
        return switch (description.photometricInterpretation()) {
            case "YBR_RCT", "YBR_ICT" -> pixelByPixel.withPhotometricInterpretation("RGB");
                // The codestream has all chrominance; the name is left over from a JPEG.
            case "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420" -> pixelByPixel.withPhotometricInterpretation(
                    "YBR_FULL");
            default -> pixelByPixel;
        };
    }
}
