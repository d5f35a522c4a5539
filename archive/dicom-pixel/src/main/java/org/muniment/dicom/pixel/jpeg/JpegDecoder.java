package org.muniment.dicom.pixel.jpeg;

import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** Reads the marker segments of one image and has its scans decoded, until each component has had its own (ITU-T T.81 Annex B). */
final class JpegDecoder {

    private static final int DHT = 0xc4;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DNL = 0xdc;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;

    private final byte[] in;
    private final ImageDescription description;
    private final Tables tables = new Tables();
    private final ColorMarkers colors = new ColorMarkers();
    private FrameHeader frame;
    private FrameOutput output;
    private int position;

    JpegDecoder(byte[] in, ImageDescription description) {
        this.in = in;
        this.description = description;
    }

    Frame decode() throws PixelException {
        if (nextMarker() != SOI) throw PixelException.corrupt("JPEG: does not start with SOI");
        while (output == null || !output.complete()) {
            int marker = nextMarker();
            if (marker == EOI) throw PixelException.corrupt("JPEG: ends before all components were decoded");
            if (marker == SOI || marker == DNL) throw PixelException.unsupported("JPEG: marker " + marker);
            boolean standsAlone = marker >= 0xd0 && marker <= 0xd7 || marker == 1;
            if (!standsAlone) segment(marker);
        }
        return output.frame();
    }

    private int nextMarker() throws PixelException {
        if (position + 1 >= in.length) throw PixelException.corrupt("JPEG: ends before all components were decoded");
        if (in[position] != (byte) 0xff) throw PixelException.corrupt("JPEG: no marker where one has to be");
        while (position + 1 < in.length && in[position + 1] == (byte) 0xff) position++;
        if (position + 1 >= in.length) throw PixelException.corrupt("JPEG: ends before all components were decoded");
        int marker = in[position + 1] & 0xff;
        position += 2;
        return marker;
    }

    private void segment(int marker) throws PixelException {
        Segment segment = new Segment(in, position);
        position = segment.end();
        switch (marker) {
            case DQT -> tables.defineQuantization(segment);
            case DHT -> tables.defineHuffman(segment);
            case DRI -> tables.defineRestartInterval(segment);
            case APP0 -> colors.readApp0(segment);
            case APP14 -> colors.readApp14(segment);
            case SOS -> scan(segment);
            default -> {
                boolean startOfFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 || marker == 0xf7;
                if (startOfFrame) startFrame(marker, segment);
            }
        }
    }

    private void startFrame(int marker, Segment segment) throws PixelException {
        if (frame != null) throw PixelException.unsupported("JPEG: more than one frame");
        frame = FrameHeader.read(marker, segment);
        frame.requireMatch(description);
        frame.requirePlausible(in.length);
        output = new FrameOutput(frame, description, colors);
    }

    private void scan(Segment segment) throws PixelException {
        if (frame == null) throw PixelException.corrupt("JPEG: scan before the frame header");
        ScanHeader scan = ScanHeader.read(segment, frame);
        output.claim(scan);
        BitReader bits = new BitReader(in, position);
        if (frame.lossless()) new LosslessScan(frame, scan, tables, output.samples()).decode(bits);
        else new DctScan(frame, scan, tables, output.planes()).decode(bits);
        position = bits.markerPosition();
    }
}
