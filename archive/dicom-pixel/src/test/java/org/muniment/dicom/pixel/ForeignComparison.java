package org.muniment.dicom.pixel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muniment.dicom.UID;

/** Holds our decoded frames against those of the foreign decoders. */
final class ForeignComparison {

    private static final Set<String> LOSSY =
            Set.of(UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLSNearLossless, UID.JPEG2000, UID.HTJ2K);

    private final Codecs codecs = Codecs.installed();
    private final Path directory;

    ForeignComparison(Path directory) {
        this.directory = directory;
    }

    /** Whether results say that nothing differs beyond what coding with loss allows; a decoder may have none. */
    static boolean good(Samples.Image image, Map<String, String> results) {
        boolean lossy = LOSSY.contains(image.transferSyntax());
        return results.values().stream()
                .allMatch(r -> r.equals("same") || r.equals("none") || lossy && r.equals("within 1"));
    }

    /** By decoder: "same", "within n" grey levels, or "none". */
    Map<String, String> compare(Samples.Image image) throws Exception {
        Map<String, String> results = new TreeMap<>();
        List<Frame> ours = List.of();
        try {
            ours = decode(image);
        } catch (PixelException e) {
            results.put("ours", e.reason().name());
        }
        for (ForeignDecoder decoder : ForeignDecoder.values()) {
            Samples.Image decoded = decoder.decode(image, directory);
            results.put(decoder.name(), decoded == null ? "none" : difference(ours, decode(decoded)));
        }
        return results;
    }

    private List<Frame> decode(Samples.Image image) throws PixelException {
        List<Frame> frames = new ArrayList<>();
        for (byte[] codestream : image.frames()) {
            frames.add(codecs.decode(codestream, image.transferSyntax(), image.description()));
        }
        return frames;
    }

    private static String difference(List<Frame> ours, List<Frame> theirs) {
        if (ours.size() != theirs.size()) return theirs.size() + " frames";
        int whole = 0;
        int stored = 0;
        for (int i = 0; i < ours.size(); i++) {
            byte[] pixels = inColorsOf(ours.get(i), theirs.get(i));
            if (pixels.length != ours.get(i).pixels().length) return "other size";
            ImageDescription d = ours.get(i).description();
            whole = Math.max(whole, difference(ours.get(i), pixels, -1));
            stored = Math.max(stored, difference(ours.get(i), pixels, (2L << d.highBit()) - 1));
        }
        return whole == 0 ? "same" : stored == 0 ? "same in stored bits" : "within " + whole;
    }

    private static int difference(Frame ours, byte[] pixels, long mask) {
        int most = 0;
        int size = Math.max(1, ours.description().bitsAllocated() / 8);
        for (int i = 0; i < pixels.length; i += size) {
            long difference = (sample(ours.pixels(), i, size) & mask) - (sample(pixels, i, size) & mask);
            most = (int) Math.max(most, Math.abs(difference));
        }
        return most;
    }

    private static long sample(byte[] pixels, int at, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) value = value << 8 | pixels[at + i] & 0xff;
        return value;
    }

    /** GDCM leaves luminance and chrominance as they are. */
    private static byte[] inColorsOf(Frame ours, Frame theirs) {
        byte[] pixels = theirs.pixels();
        if (!ours.description().photometricInterpretation().equals("RGB")
                || !theirs.description().photometricInterpretation().startsWith("YBR")) {
            return pixels;
        }
        byte[] rgb = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i += 3) {
            long converted = Ybr.fullToRgb(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff, 128);
            rgb[i] = (byte) (converted >>> 32);
            rgb[i + 1] = (byte) (converted >>> 16);
            rgb[i + 2] = (byte) converted;
        }
        return rgb;
    }
}
