package org.muniment.dicom.pixel.jpeg;

import java.util.Arrays;
import org.muniment.dicom.pixel.PixelException;

/** Decodes a scan of the sequential DCT processes (ITU-T T.81 Annex F) into planes. */
final class DctScan {

    private final FrameHeader frame;
    private final ScanHeader scan;
    private final Tables tables;
    private final Plane[] planes;
    private final InverseDct dct;
    private final int[] predictions = new int[4];
    private final int[] block = new int[64];

    DctScan(FrameHeader frame, ScanHeader scan, Tables tables, Plane[] planes) {
        this.frame = frame;
        this.scan = scan;
        this.tables = tables;
        this.planes = planes;
        this.dct = new InverseDct(frame.precision());
    }

    void decode(BitReader in) throws PixelException {
        boolean single = scan.components().length == 1;
        Component first = frame.components().get(scan.components()[0]);
        int across =
                single ? FrameHeader.ceil(frame.columns(first), 8) : FrameHeader.ceil(frame.columns(), 8 * frame.h());
        int down = single ? FrameHeader.ceil(frame.rows(first), 8) : FrameHeader.ceil(frame.rows(), 8 * frame.v());
        int interval = tables.restartInterval();
        for (int y = 0, n = 0; y < down; y++) {
            for (int x = 0; x < across; x++, n++) {
                if (interval > 0 && n > 0 && n % interval == 0) {
                    in.restart(n / interval - 1);
                    Arrays.fill(predictions, 0);
                }
                if (single) block(in, 0, x, y);
                else interleaved(in, x, y);
            }
        }
    }

    private void interleaved(BitReader in, int x, int y) throws PixelException {
        for (int i = 0; i < scan.components().length; i++) {
            Component c = frame.components().get(scan.components()[i]);
            for (int v = 0; v < c.v(); v++) {
                for (int h = 0; h < c.h(); h++) block(in, i, x * c.h() + h, y * c.v() + v);
            }
        }
    }

    private void block(BitReader in, int i, int x, int y) throws PixelException {
        int index = scan.components()[i];
        int[] steps = tables.quantization(frame.components().get(index).quantization());
        int size = tables.dc(scan.dc()[i]).decode(in);
        if (size > 16) throw PixelException.corrupt("JPEG: difference of " + size + " bits");
        predictions[i] += in.difference(size);
        block[0] = predictions[i] * steps[0];
        if (coefficients(in, tables.ac(scan.ac()[i]), steps)) dct.transform(block);
        else Arrays.fill(block, dct.flat(block[0]));
        planes[index].putBlock(x * 8, y * 8, block);
    }

    /** False where there are none. */
    private boolean coefficients(BitReader in, HuffmanTable table, int[] steps) throws PixelException {
        Arrays.fill(block, 1, 64, 0);
        boolean any = false;
        for (int n = 1; n < 64; n++) {
            int symbol = table.decode(in);
            int size = symbol & 15;
            int run = symbol >>> 4;
            if (size == 0 && run < 15) break;
            n += run;
            if (n > 63) throw PixelException.corrupt("JPEG: block of more than 64 coefficients");
            if (size == 0) continue;
            block[Tables.ZIGZAG[n]] = in.difference(size) * steps[n];
            any = true;
        }
        return any;
    }
}
