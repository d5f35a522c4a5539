package org.muniment.dicom.pixel.codec;

import java.util.Random;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;

/** Frames that look a little like images: waves with noise on them. The same at each run. */
public final class SyntheticFrames {

    private SyntheticFrames() {}

    public static ImageDescription gray(int columns, int rows, int allocated, int stored, boolean signed) {
        return describe(columns, rows, 1, allocated, stored, signed, "MONOCHROME2");
    }

    public static ImageDescription color(int columns, int rows, int bits, String photometricInterpretation) {
        return describe(columns, rows, 3, bits, bits, false, photometricInterpretation);
    }

    private static ImageDescription describe(
            int columns, int rows, int samples, int allocated, int stored, boolean signed, String photometric) {
        return new ImageDescription(rows, columns, samples, allocated, stored, stored - 1, signed, photometric, 0, 1);
    }

    /** All values the description allows may occur, and none else. */
    public static Frame waves(ImageDescription description) {
        Random random = new Random(description.hashCode());
        Cells cells = Cells.empty(description);
        int range = 1 << description.bitsStored();
        for (int i = 0; i < description.samples(); i++) {
            int pixel = i / description.samplesPerPixel();
            double x = pixel % description.columns();
            double y = pixel / description.columns();
            double wave = Math.sin(x / 9 + i % description.samplesPerPixel()) * Math.cos(y / 13);
            int value = (int) (range * (0.5 + 0.45 * wave) + random.nextGaussian() * range / 50);
            value = Math.max(0, Math.min(range - 1, value));
            cells.set(i, description.signed() ? value - range / 2 : value);
        }
        return new Frame(description, cells.bytes());
    }

    /** Every bit of every cell is random, those above High Bit too: nothing can be left out or compressed. */
    public static Frame noise(ImageDescription description) {
        byte[] pixels = new byte[description.frameLength()];
        new Random(1).nextBytes(pixels);
        return new Frame(description, pixels);
    }
}
