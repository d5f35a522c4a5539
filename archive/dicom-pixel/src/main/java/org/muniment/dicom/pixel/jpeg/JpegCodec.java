package org.muniment.dicom.pixel.jpeg;

import java.util.Set;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.FrameCodec;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/**
 * JPEG processes 1, 2, 4 and 14. The codestream itself tells which of them it is; a transfer syntax that names another does no harm.
 * Colour coded with loss comes out as RGB; lossless samples stay what they are.
 */
public final class JpegCodec implements FrameCodec {

    @Override
    public Set<String> decodes() {
        return Set.of(UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLossless, UID.JPEGLosslessSV1);
    }

    @Override
    public Set<String> encodes() {
        return Set.of();
    }

    @Override
    public Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description)
            throws PixelException {
        return new JpegDecoder(codestream, description).decode();
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        throw PixelException.unsupported("JPEG is only decoded");
    }
}
