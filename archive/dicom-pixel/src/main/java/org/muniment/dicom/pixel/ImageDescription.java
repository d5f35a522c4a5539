package org.muniment.dicom.pixel;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/**
 * What the Image Pixel module says of the frames (PS3.3 C.7.6.3).
 *
 * @param bitsAllocated 1, 8, 16, 32 or 64 for each sample
 * @param signed samples are in two's complement (Pixel Representation 1)
 * @param planarConfiguration 0: samples pixel by pixel; 1: plane by plane. Matters for more than one sample only
 */
public record ImageDescription(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        String photometricInterpretation,
        int planarConfiguration,
        int numberOfFrames) {

    /** Largest frame, decoded, in bytes: a corrupt header must not take the heap. */
    public static final int LARGEST_FRAME = 128 << 20;

    /**
     * Reads the root data set of an image. Absent values that have only one sensible meaning are taken as that.
     *
     * @throws PixelException where it does not describe an image that could be decoded
     */
    public static ImageDescription of(Attributes dataSet) throws PixelException {
        int samples = dataSet.getInt(Tag.SamplesPerPixel, 1);
        int allocated = dataSet.getInt(Tag.BitsAllocated, 0);
        if (allocated >= 32 && !dataSet.containsValue(Tag.BitsStored)) {
            // Only Image Pixel has Bits Stored; (Double) Floating Point Image Pixel has not (PS3.3 C.7.6.24, C.7.6.25).
            throw PixelException.unsupported("Floating point pixels");
        }
        int stored = dataSet.getInt(Tag.BitsStored, allocated);
        ImageDescription description = new ImageDescription(
                dataSet.getInt(Tag.Rows, 0),
                dataSet.getInt(Tag.Columns, 0),
                samples,
                allocated,
                stored,
                dataSet.getInt(Tag.HighBit, stored - 1),
                dataSet.getInt(Tag.PixelRepresentation, 0) == 1,
                dataSet.getString(Tag.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB"),
                dataSet.getInt(Tag.PlanarConfiguration, 0),
                Math.max(1, dataSet.getInt(Tag.NumberOfFrames, 1)));
        description.check();
        return description;
    }

    private void check() throws PixelException {
        require(rows > 0 && rows <= 0xffff && columns > 0 && columns <= 0xffff, "Size " + columns + " x " + rows);
        require(samplesPerPixel >= 1 && samplesPerPixel <= 4, "Samples per Pixel " + samplesPerPixel);
        require(planarConfiguration == 0 || planarConfiguration == 1, "Planar Configuration " + planarConfiguration);
        switch (bitsAllocated) {
            case 1, 8, 16, 32, 64 -> require(
                    bitsStored >= 1 && bitsStored <= bitsAllocated, "Bits Stored " + bitsStored);
            default -> throw PixelException.unsupported("Bits Allocated " + bitsAllocated);
        }
        require(highBit >= bitsStored - 1 && highBit < bitsAllocated, "High Bit " + highBit);
        if (frameBits() > 8L * LARGEST_FRAME) {
            throw PixelException.unsupported("Frame of " + frameBits() / 8 + " bytes");
        }
    }

    private static void require(boolean condition, String what) throws PixelException {
        if (!condition) throw PixelException.corrupt(what + " makes no sense");
    }

    public int pixels() {
        return rows * columns;
    }

    /** Samples of a whole frame, were none left out by chrominance subsampling. */
    public int samples() {
        return rows * columns * samplesPerPixel;
    }

    /** Chrominance of native frames is given for two pixels at once (PS3.3 C.7.6.3.1.2). */
    public boolean subsampled() {
        return samplesPerPixel == 3
                && (photometricInterpretation.equals("YBR_FULL_422")
                        || photometricInterpretation.equals("YBR_PARTIAL_422"));
    }

    /** Size of a native frame in bits. Frames follow each other without a gap, also where this is no multiple of 8 (PS3.5 8.1.1). */
    public long frameBits() {
        long samples = (long) rows * columns * (subsampled() ? 2 : samplesPerPixel);
        return samples * bitsAllocated;
    }

    /** Bytes of a native frame; where bits are left over, they have a byte of their own. */
    public int frameLength() {
        return Math.toIntExact((frameBits() + 7) / 8);
    }

    public boolean monochrome() {
        return photometricInterpretation.startsWith("MONOCHROME");
    }

    public ImageDescription withPhotometricInterpretation(String interpretation) {
        return new ImageDescription(
                rows,
                columns,
                samplesPerPixel,
                bitsAllocated,
                bitsStored,
                highBit,
                signed,
                interpretation,
                planarConfiguration,
                numberOfFrames);
    }

    public ImageDescription withPlanarConfiguration(int configuration) {
        return new ImageDescription(
                rows,
                columns,
                samplesPerPixel,
                bitsAllocated,
                bitsStored,
                highBit,
                signed,
                photometricInterpretation,
                configuration,
                numberOfFrames);
    }
}
