package org.muniment.dicom.pixel.jpeg;

/**
 * Brings the rows of a component to the width of the frame. Chrominance at half the resolution lies midway between the luminance
 * samples (ITU-T T.871 4.2), so that it is interpolated, three quarters from the nearer sample; rounding alternates. This is what the
 * usual decoders do, and repeating samples would be off by far more than one. Other ratios are repeated, as they do.
 */
final class Upsampler {

    private final Plane plane;
    private final int columns;
    private final int rows;
    private final int h;
    private final int v;
    private final int[] near;
    private final int[] far;

    Upsampler(FrameHeader frame, int component, Plane plane) {
        Component c = frame.components().get(component);
        this.plane = plane;
        this.columns = frame.columns(c);
        this.rows = frame.rows(c);
        this.h = frame.h() / c.h();
        this.v = frame.v() / c.v();
        this.near = new int[columns];
        this.far = new int[columns];
    }

    /** Row {@code y} of the frame; {@code into} has room for the last sample twice. */
    void row(int y, int[] into) {
        boolean smooth = h == 2 && v <= 2 && columns > 2;
        if (h == 1 && v == 1) {
            plane.row(y, columns, into);
        } else if (smooth && v == 1) {
            plane.row(y, columns, near);
            for (int i = 0; i < columns; i++) near[i] *= 4;
            // Four times the value: round by 1 to the left and by 2 to the right of each sample.
            widen(into, 4, 8, 4);
        } else if (smooth) {
            plane.row(y / 2, columns, near);
            int other = y % 2 == 0 ? y / 2 - 1 : y / 2 + 1;
            plane.row(Math.max(0, Math.min(rows - 1, other)), columns, far);
            for (int i = 0; i < columns; i++) near[i] = 3 * near[i] + far[i];
            widen(into, 8, 7, 4);
        } else {
            plane.row(y / v, columns, near);
            for (int x = 0; x < columns * h; x++) into[x] = near[x / h];
        }
    }

    /** Doubles the width of {@link #near}, whose values are four times the samples. */
    private void widen(int[] into, int roundLeft, int roundRight, int shift) {
        int last = columns - 1;
        into[0] = near[0] * 4 + 8 >> shift;
        into[1] = near[0] * 3 + near[1] + roundRight >> shift;
        for (int i = 1; i < last; i++) {
            into[2 * i] = near[i] * 3 + near[i - 1] + roundLeft >> shift;
            into[2 * i + 1] = near[i] * 3 + near[i + 1] + roundRight >> shift;
        }
        into[2 * last] = near[last] * 3 + near[last - 1] + roundLeft >> shift;
        into[2 * last + 1] = near[last] * 4 + 7 >> shift;
    }
}
