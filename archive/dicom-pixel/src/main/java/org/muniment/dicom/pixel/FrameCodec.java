package org.muniment.dicom.pixel;

import java.util.Set;

/**
 * Decodes and encodes single frames. Thread-safe and stateless. Whatever the bytes are, a call ends in a result or a {@link
 * PixelException}, in time and memory that the frame's size bounds.
 */
public interface FrameCodec {

    /** UIDs of the transfer syntaxes it decodes. */
    Set<String> decodes();

    /** UIDs of the transfer syntaxes it encodes; all of them losslessly. */
    Set<String> encodes();

    /**
     * @param codestream the fragments of one frame, joined; trailing padding is allowed
     * @param description what the data set says of the image
     * @throws PixelException where codestream and description contradict each other, too
     */
    Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description) throws PixelException;

    /** Decoding gives the same samples again. The result may be of odd length; who stores it pads it. */
    byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException;

    /** What a data set has to say of its frames once they are encoded here, where it says {@code description} of them now. */
    default ImageDescription encoded(ImageDescription description) {
        return description;
    }
}
