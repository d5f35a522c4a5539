package org.muniment.dicom.pixel;

import java.util.Arrays;
import java.util.Set;
import org.muniment.dicom.UID;

/**
 * Uncompressed frames (PS3.5 8.1.1, 8.2): planes are interleaved, chrominance repeated. Bytes are in little endian whatever the transfer
 * syntax, as {@link org.muniment.dicom.frame.FrameTable#open} gives them: how a big endian frame lies in its file depends on the VR of the
 * whole value.
 */
final class UncompressedCodec implements FrameCodec {

    private static final Set<String> SYNTAXES = Set.of(
            UID.ImplicitVRLittleEndian,
            UID.ExplicitVRLittleEndian,
            UID.ExplicitVRBigEndian,
            UID.DeflatedExplicitVRLittleEndian,
            UID.EncapsulatedUncompressedExplicitVRLittleEndian);

    @Override
    public Set<String> decodes() {
        return SYNTAXES;
    }

    @Override
    public Set<String> encodes() {
        return SYNTAXES;
    }

    @Override
    public Frame decode(byte[] bytes, String transferSyntaxUid, ImageDescription d) throws PixelException {
        if (d.photometricInterpretation().equals("YBR_PARTIAL_420")) {
            throw PixelException.unsupported("YBR_PARTIAL_420 that is not compressed");
        }
        int length = d.frameLength();
        if (bytes.length < length) {
            throw PixelException.corrupt("Frame has " + bytes.length + " bytes instead of " + length);
        }
        if (d.subsampled()) {
            boolean full = bytes.length >= (long) d.samples() * d.bitsAllocated() / 8;
            if (!full) return upsampled(bytes, d);
            // Some call full colour subsampled.
            return decode(bytes, transferSyntaxUid, d.withPhotometricInterpretation("YBR_FULL"));
        }
        if (d.planarConfiguration() == 1 && d.samplesPerPixel() > 1) return interleaved(bytes, d);
        return new Frame(d.withPlanarConfiguration(0), bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }

    private static Frame interleaved(byte[] planes, ImageDescription d) throws PixelException {
        if (d.bitsAllocated() < 8) throw PixelException.unsupported("Planes of single bits");
        int size = d.bitsAllocated() / 8;
        int samples = d.samplesPerPixel();
        byte[] pixels = new byte[d.frameLength()];
        for (int plane = 0, from = 0; plane < samples; plane++) {
            for (int pixel = 0; pixel < d.pixels(); pixel++) {
                int to = (pixel * samples + plane) * size;
                for (int i = 0; i < size; i++) pixels[to + i] = planes[from++];
            }
        }
        return new Frame(d.withPlanarConfiguration(0), pixels);
    }

    /** Y0 Y1 Cb Cr becomes Y0 Cb Cr Y1 Cb Cr: the chrominance samples are those of the first pixel (PS3.3 C.7.6.3.1.2). */
    private static Frame upsampled(byte[] in, ImageDescription d) throws PixelException {
        if (d.bitsAllocated() != 8 || d.columns() % 2 != 0 || d.planarConfiguration() != 0) {
            throw PixelException.unsupported(d.photometricInterpretation() + " other than in pairs of bytes");
        }
        byte[] pixels = new byte[d.samples()];
        for (int from = 0, to = 0; to < pixels.length; from += 4, to += 6) {
            for (int i = 0; i < 2; i++) {
                pixels[to + 3 * i] = in[from + i];
                pixels[to + 3 * i + 1] = in[from + 2];
                pixels[to + 3 * i + 2] = in[from + 3];
            }
        }
        boolean partial = d.photometricInterpretation().equals("YBR_PARTIAL_422");
        if (partial) partialToRgb(pixels);
        return new Frame(d.withPhotometricInterpretation(partial ? "RGB" : "YBR_FULL"), pixels);
    }

    /** There is no photometric interpretation for this range that is not subsampled. */
    private static void partialToRgb(byte[] pixels) {
        for (int i = 0; i < pixels.length; i += 3) {
            int rgb = Ybr.partialToRgb(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff);
            pixels[i] = (byte) (rgb >>> 16);
            pixels[i + 1] = (byte) (rgb >>> 8);
            pixels[i + 2] = (byte) rgb;
        }
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) {
        return frame.pixels();
    }
}
