package org.muniment.dicom.pixel;

/**
 * One decoded frame.
 *
 * @param description what the samples are now, which may differ from what the data set says: a decoder may have turned YBR into RGB
 *     or upsampled chrominance. Planar configuration is always 0
 * @param pixels {@link ImageDescription#frameLength()} bytes, numbers in little endian; signed samples in two's complement. Bits above
 *     High Bit or below the sample are as they came
 */
public record Frame(ImageDescription description, byte[] pixels) {

    /** Checks the length, so that whoever reads samples need not. */
    public Frame {
        if (pixels.length != description.frameLength()) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes for a frame of " + description.frameLength() + " bytes");
        }
    }
}
