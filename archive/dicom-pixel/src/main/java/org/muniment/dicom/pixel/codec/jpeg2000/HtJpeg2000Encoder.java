package org.muniment.dicom.pixel.codec.jpeg2000;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.FrameCodec;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/**
 * Encodes HTJ2K losslessly by OpenJPH's command {@code ojph_compress}, in a process of its own for each frame: the library has no C API.
 * Frames go through files in the temporary directory, readable by the owner only.
 */
public final class HtJpeg2000Encoder implements FrameCodec {

    public static final String COMMAND = "ojph_compress";

    private final OpenJph openJph;

    private HtJpeg2000Encoder(OpenJph openJph) {
        this.openJph = openJph;
    }

    /** Empty where the command is not on the path. */
    public static Optional<HtJpeg2000Encoder> find() {
        return OpenJph.find(COMMAND).map(HtJpeg2000Encoder::new);
    }

    @Override
    public Set<String> decodes() {
        return Set.of();
    }

    @Override
    public Set<String> encodes() {
        return Set.of(UID.HTJ2KLossless, UID.HTJ2K);
    }

    @Override
    public Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description)
            throws PixelException {
        throw PixelException.unsupported("OpenJPH is used to encode only");
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        ImageDescription description = frame.description();
        Cells.require(description, 8, 16);
        if (description.samplesPerPixel() != 1 && description.samplesPerPixel() != 3) {
            throw PixelException.unsupported("HTJ2K of " + description.samplesPerPixel() + " samples per pixel");
        }
        int precision = Cells.precisionOf(frame);
        try (OpenJph.FrameFiles files = OpenJph.FrameFiles.create(description.samplesPerPixel() == 3 ? "ppm" : "pgm")) {
            try (OutputStream image = new BufferedOutputStream(Files.newOutputStream(files.input()), 1 << 16)) {
                writeImage(frame, precision, image);
            }
            byte[] codestream = openJph.compress(files, description);
            if (description.signed()) setSigned(codestream, description.samplesPerPixel());
            return codestream;
        } catch (IOException e) {
            throw PixelException.unsupported("HTJ2K: " + e.getMessage());
        }
    }

    /** Netpbm, which is unsigned and has its high byte first. */
    private static void writeImage(Frame frame, int precision, OutputStream out) throws IOException {
        ImageDescription description = frame.description();
        String type = description.samplesPerPixel() == 3 ? "P6" : "P5";
        String header =
                "%s\n%d %d\n%d\n".formatted(type, description.columns(), description.rows(), (1 << precision) - 1);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        Cells cells = Cells.of(frame);
        int signBit = description.signed() ? 1 << precision - 1 : 0;
        for (int i = 0; i < description.samples(); i++) {
            int sample = Cells.unsigned(cells.get(i), precision) ^ signBit;
            if (precision > 8) out.write(sample >> 8);
            out.write(sample);
        }
    }

    /**
     * Samples went in as unsigned, half the range up. That is taken off again before the wavelet transform (ISO/IEC 15444-1 G.1), so that
     * the codestream of signed samples differs in the sign bits of SIZ only.
     */
    private static void setSigned(byte[] codestream, int components) {
        for (int c = 0; c < components; c++) codestream[Siz.FIRST_SSIZ + 3 * c] |= (byte) 0x80;
    }

    @Override
    public ImageDescription encoded(ImageDescription description) {
        return Jpeg2000.encoded(description);
    }
}
