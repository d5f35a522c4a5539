package org.muniment.dicom.pixel.jpeg;

import java.util.List;
import java.util.stream.IntStream;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.Ybr;

/** Collects what scans decode and makes the frame of it. */
final class FrameOutput {

    private final FrameHeader frame;
    private final ImageDescription description;
    private final ColorMarkers colors;
    private final byte[] pixels;
    private final Samples samples;
    /** Of DCT processes; lossless scans write into the pixels at once. */
    private final Plane[] planes;

    private final boolean[] claimed;

    FrameOutput(FrameHeader frame, ImageDescription description, ColorMarkers colors) {
        int count = frame.components().size();
        this.frame = frame;
        this.colors = colors;
        this.description = description.withPlanarConfiguration(0);
        this.pixels = new byte[description.samples() * (description.bitsAllocated() / 8)];
        this.samples = new Samples(pixels, frame, description);
        this.planes = frame.lossless() ? null : new Plane[count];
        this.claimed = new boolean[count];
    }

    /** Each component is decoded once. */
    void claim(ScanHeader scan) throws PixelException {
        for (int index : scan.components()) {
            if (claimed[index]) throw PixelException.corrupt("JPEG: component decoded twice");
            claimed[index] = true;
            if (planes != null) planes[index] = plane(frame.components().get(index));
        }
    }

    private Plane plane(Component c) {
        int across = FrameHeader.ceil(frame.columns(), 8 * frame.h());
        int down = FrameHeader.ceil(frame.rows(), 8 * frame.v());
        return new Plane(across * c.h() * 8, down * c.v() * 8, frame.precision());
    }

    boolean complete() {
        for (boolean done : claimed) if (!done) return false;
        return true;
    }

    Samples samples() {
        return samples;
    }

    Plane[] planes() {
        return planes;
    }

    Frame frame() {
        String interpretation = description.photometricInterpretation();
        if (planes != null) {
            boolean ybr = planes.length == 3 && colors.areYbr(description);
            upsample(ybr);
            if (planes.length == 3) interpretation = "RGB";
        } else if (description.subsampled()) {
            // There is no subsampling here, whatever the data set says.
            interpretation = "YBR_FULL";
        }
        return new Frame(description.withPhotometricInterpretation(interpretation), pixels);
    }

    private void upsample(boolean ybr) {
        int[][] rows = new int[planes.length][frame.columns() + 4];
        List<Upsampler> upsamplers = IntStream.range(0, planes.length)
                .mapToObj(i -> new Upsampler(frame, i, planes[i]))
                .toList();
        for (int y = 0; y < frame.rows(); y++) {
            for (int i = 0; i < rows.length; i++) upsamplers.get(i).row(y, rows[i]);
            if (ybr) toRgb(rows);
            for (int i = 0; i < rows.length; i++) samples.putRow(y, i, rows[i], 0);
        }
    }

    private void toRgb(int[][] rows) {
        int half = 1 << frame.precision() - 1;
        for (int x = 0; x < frame.columns(); x++) {
            long rgb = Ybr.fullToRgb(rows[0][x], rows[1][x], rows[2][x], half);
            rows[0][x] = (int) (rgb >>> 32);
            rows[1][x] = (int) (rgb >>> 16) & 0xffff;
            rows[2][x] = (int) rgb & 0xffff;
        }
    }
}
