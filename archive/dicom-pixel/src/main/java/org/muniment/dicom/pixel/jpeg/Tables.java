package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.PixelException;

/** What marker segments have defined so far (ITU-T T.81 B.2.4): tables and the restart interval. */
final class Tables {

    /** Position in rows of the n-th coefficient in zigzag order (figure A.6). */
    static final int[] ZIGZAG = new int[64];

    static {
        int row = 0;
        int column = 0;
        for (int n = 0; n < 64; n++) {
            ZIGZAG[n] = row * 8 + column;
            boolean up = (row + column) % 2 == 0;
            if (up && column == 7 || !up && row < 7 && column == 0) row++;
            else if (up && row == 0 || !up && row == 7) column++;
            else {
                row += up ? -1 : 1;
                column += up ? 1 : -1;
            }
        }
    }

    private final int[][] quantization = new int[4][];
    private final HuffmanTable[] dc = new HuffmanTable[4];
    private final HuffmanTable[] ac = new HuffmanTable[4];
    /** MCUs between restart markers; 0 for none. */
    private int restartInterval;

    void defineQuantization(Segment in) throws PixelException {
        while (in.remaining() > 0) {
            int head = in.u8();
            int[] table = new int[64];
            for (int n = 0; n < 64; n++) table[n] = head >>> 4 == 0 ? in.u8() : in.u16();
            quantization[destination(head & 15)] = table;
        }
    }

    void defineHuffman(Segment in) throws PixelException {
        while (in.remaining() > 0) {
            int head = in.u8();
            int[] counts = new int[16];
            int total = 0;
            for (int i = 0; i < 16; i++) total += counts[i] = in.u8();
            if (total > in.remaining()) throw PixelException.corrupt("JPEG: Huffman table is too long");
            byte[] symbols = new byte[total];
            for (int i = 0; i < total; i++) symbols[i] = (byte) in.u8();
            (head >>> 4 == 0 ? dc : ac)[destination(head & 15)] = new HuffmanTable(counts, symbols);
        }
    }

    private static int destination(int number) throws PixelException {
        if (number > 3) throw PixelException.corrupt("JPEG: table destination " + number);
        return number;
    }

    void defineRestartInterval(Segment in) throws PixelException {
        restartInterval = in.u16();
    }

    int restartInterval() {
        return restartInterval;
    }

    /** Steps in zigzag order. */
    int[] quantization(int number) throws PixelException {
        return defined(quantization[destination(number)], "quantization");
    }

    HuffmanTable dc(int number) throws PixelException {
        return defined(dc[destination(number)], "DC");
    }

    HuffmanTable ac(int number) throws PixelException {
        return defined(ac[destination(number)], "AC");
    }

    private static <T> T defined(T table, String kind) throws PixelException {
        if (table == null) throw PixelException.corrupt("JPEG: " + kind + " table is missing");
        return table;
    }
}
