package org.muniment.dicom.pixel.jpeg;

import java.util.Arrays;
import org.muniment.dicom.pixel.PixelException;

/** Decodes a scan of the lossless process (ITU-T T.81 Annex H) into pixels. */
final class LosslessScan {

    private final FrameHeader frame;
    private final ScanHeader scan;
    private final Tables tables;
    private final Samples out;

    LosslessScan(FrameHeader frame, ScanHeader scan, Tables tables, Samples out) {
        this.frame = frame;
        this.scan = scan;
        this.tables = tables;
        this.out = out;
    }

    void decode(BitReader in) throws PixelException {
        int columns = frame.columns();
        int count = scan.components().length;
        int interval = tables.restartInterval();
        if (interval % columns != 0) {
            throw PixelException.unsupported("JPEG: restart within a row of a lossless image");
        }
        int middle = 1 << frame.precision() - scan.pointTransform() - 1;
        int[][] lines = new int[count][columns];
        HuffmanTable[] codes = new HuffmanTable[count];
        for (int i = 0; i < count; i++) codes[i] = tables.dc(scan.dc()[i]);
        boolean first = true;
        for (int y = 0; y < frame.rows(); y++) {
            if (interval > 0 && y > 0 && y % (interval / columns) == 0) {
                in.restart(y / (interval / columns) - 1);
                first = true;
            }
            row(in, codes, lines, first, middle);
            first = false;
            for (int i = 0; i < count; i++) {
                out.putRow(y, scan.components()[i], lines[i], scan.pointTransform());
            }
        }
    }

    /**
     * @param lines the row above of each component, replaced by the row decoded
     * @param first there is no row above: samples are predicted from the left, the first from the middle of the range (H.1.2.1)
     */
    private void row(BitReader in, HuffmanTable[] codes, int[][] lines, boolean first, int middle)
            throws PixelException {
        int[] left = new int[lines.length];
        int[] aboveLeft = new int[lines.length];
        Arrays.fill(left, middle);
        for (int x = 0; x < frame.columns(); x++) {
            for (int i = 0; i < lines.length; i++) {
                int above = lines[i][x];
                int predicted = first ? left[i] : x == 0 ? above : predict(left[i], above, aboveLeft[i]);
                int size = codes[i].decode(in);
                if (size > 16) throw PixelException.corrupt("JPEG: difference of " + size + " bits");
                int difference = size == 16 ? 1 << 15 : in.difference(size);
                aboveLeft[i] = above;
                left[i] = predicted + difference & 0xffff;
                lines[i][x] = left[i];
            }
        }
    }

    /** Table H.1. */
    private int predict(int a, int b, int c) {
        return switch (scan.predictor()) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + (b - c >> 1);
            case 6 -> b + (a - c >> 1);
            default -> a + b >> 1;
        };
    }
}
