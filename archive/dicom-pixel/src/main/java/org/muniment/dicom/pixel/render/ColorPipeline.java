package org.muniment.dicom.pixel.render;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.Ybr;

/** From samples of the colour models to red, green and blue in a byte each (PS3.3 C.7.6.3.1.2); windows do not matter here. */
final class ColorPipeline {

    private ColorPipeline() {}

    /** An array of its own. */
    static byte[] colors(Attributes header, Frame frame) throws PixelException {
        ImageDescription d = frame.description();
        StoredValues values = new StoredValues(frame);
        String interpretation = d.photometricInterpretation();
        if (interpretation.equals("PALETTE COLOR") && d.samplesPerPixel() == 1) {
            return Palette.of(header, d.signed()).colors(values);
        }
        boolean ybr = interpretation.equals("YBR_FULL");
        if (d.samplesPerPixel() != 3 || !ybr && !interpretation.equals("RGB")) {
            throw PixelException.unsupported(
                    "Rendering of " + interpretation + " with " + d.samplesPerPixel() + " samples");
        }
        return d.bitsAllocated() == 8 && d.bitsStored() == 8 ? ofBytes(frame.pixels(), ybr) : ofWide(values, d, ybr);
    }

    private static byte[] ofBytes(byte[] samples, boolean ybr) {
        if (!ybr) return samples.clone();
        byte[] out = new byte[samples.length];
        for (int i = 0; i < out.length; i += 3) {
            put(Ybr.fullToRgb(samples[i] & 0xff, samples[i + 1] & 0xff, samples[i + 2] & 0xff, 128), 0, out, i);
        }
        return out;
    }

    /** The high eight bits of more, or fewer bits moved up. */
    private static byte[] ofWide(StoredValues values, ImageDescription d, boolean ybr) throws PixelException {
        int bits = d.bitsStored();
        if (d.signed() || ybr && bits > 16) {
            throw PixelException.unsupported("Rendering of colour with " + bits + " bits");
        }
        byte[] out = new byte[values.count()];
        for (int i = 0; i < out.length; i += 3) {
            if (ybr) {
                int y = (int) values.get(i);
                put(
                        Ybr.fullToRgb(y, (int) values.get(i + 1), (int) values.get(i + 2), 1 << bits - 1),
                        bits - 8,
                        out,
                        i);
            } else {
                for (int j = i; j < i + 3; j++) out[j] = (byte) shift(values.get(j), bits - 8);
            }
        }
        return out;
    }

    private static void put(long rgb, int drop, byte[] out, int at) {
        out[at] = (byte) shift(rgb >>> 32, drop);
        out[at + 1] = (byte) shift(rgb >>> 16 & 0xffff, drop);
        out[at + 2] = (byte) shift(rgb & 0xffff, drop);
    }

    private static long shift(long sample, int drop) {
        return drop >= 0 ? sample >>> drop : sample << -drop;
    }
}
