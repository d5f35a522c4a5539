package org.muniment.dicom.pixel.codec.jpegls;

import com.sun.jna.Native;
import java.util.Set;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.FrameCodec;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** JPEG-LS (ISO/IEC 14495-1, PS3.5 8.2.3) by the CharLS library: decodes both of its transfer syntaxes, encodes either losslessly. */
public final class JpegLsCodec implements FrameCodec {

    private final CharLs library;

    private JpegLsCodec(CharLs library) {
        this.library = library;
    }

    /** @throws UnsatisfiedLinkError where the library is not installed */
    public static JpegLsCodec load() {
        return new JpegLsCodec(Native.load(CharLs.SONAME, CharLs.class));
    }

    @Override
    public Set<String> decodes() {
        return Set.of(UID.JPEGLSLossless, UID.JPEGLSNearLossless);
    }

    @Override
    public Set<String> encodes() {
        return Set.of(UID.JPEGLSLossless, UID.JPEGLSNearLossless);
    }

    @Override
    public Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description)
            throws PixelException {
        try (CharLsDecoder decoder = new CharLsDecoder(library, codestream)) {
            return decoder.decode(description);
        }
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        try (CharLsEncoder encoder = new CharLsEncoder(library)) {
            return encoder.encode(frame);
        }
    }
}
