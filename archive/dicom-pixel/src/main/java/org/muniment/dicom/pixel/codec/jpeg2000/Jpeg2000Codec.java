package org.muniment.dicom.pixel.codec.jpeg2000;

import com.sun.jna.Native;
import java.util.Set;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.FrameCodec;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.Cells;

/**
 * JPEG 2000 (ISO/IEC 15444-1, PS3.5 8.2.4) by the OpenJPEG library, which also decodes HTJ2K (ISO/IEC 15444-15). Encodes JPEG 2000
 * losslessly, for either of its transfer syntaxes.
 */
public final class Jpeg2000Codec implements FrameCodec {

    private final OpenJpeg library;

    private Jpeg2000Codec(OpenJpeg library) {
        this.library = library;
    }

    /** @throws UnsatisfiedLinkError where the library is not installed */
    public static Jpeg2000Codec load() {
        return new Jpeg2000Codec(Native.load(OpenJpeg.SONAME, OpenJpeg.class));
    }

    @Override
    public Set<String> decodes() {
        return Set.of(UID.JPEG2000Lossless, UID.JPEG2000, UID.HTJ2KLossless, UID.HTJ2KLosslessRPCL, UID.HTJ2K);
    }

    @Override
    public Set<String> encodes() {
        return Set.of(UID.JPEG2000Lossless, UID.JPEG2000);
    }

    @Override
    public Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description)
            throws PixelException {
        ImageDescription decoded = Jpeg2000.decoded(description);
        Cells.require(decoded, 8, 16, 32);
        Siz siz = Siz.read(codestream);
        siz.require(decoded);
        try (OpenJpegDecoder decoder = new OpenJpegDecoder(library, siz, siz.codestream(codestream))) {
            return decoder.decode(decoded);
        }
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        Cells.require(frame.description(), 8, 16);
        try (OpenJpegEncoder encoder = new OpenJpegEncoder(library, Math.max(1 << 10, frame.pixels().length / 2))) {
            return encoder.encode(frame);
        }
    }

    @Override
    public ImageDescription encoded(ImageDescription description) {
        return Jpeg2000.encoded(description);
    }
}
