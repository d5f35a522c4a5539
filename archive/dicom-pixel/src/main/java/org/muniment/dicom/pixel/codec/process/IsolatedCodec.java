package org.muniment.dicom.pixel.codec.process;

import java.util.Set;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.FrameCodec;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.process.FrameMessage.Kind;

/** A native codec that does its work in another process. */
public final class IsolatedCodec implements FrameCodec {

    private final FrameCodec codec;
    private final CodecProcesses processes;

    /** @param codec one of those of {@link org.muniment.dicom.pixel.codec.NativeCodecs#inThisProcess}; not used to decode or encode here */
    public IsolatedCodec(FrameCodec codec, CodecProcesses processes) {
        this.codec = codec;
        this.processes = processes;
    }

    @Override
    public Set<String> decodes() {
        return codec.decodes();
    }

    @Override
    public Set<String> encodes() {
        return codec.encodes();
    }

    @Override
    public Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description)
            throws PixelException {
        FrameMessage answer = processes.ask(new FrameMessage(Kind.DECODE, transferSyntaxUid, description, codestream));
        return new Frame(answer.description(), answer.bytes());
    }

    @Override
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        return processes
                .ask(new FrameMessage(Kind.ENCODE, transferSyntaxUid, frame.description(), frame.pixels()))
                .bytes();
    }

    @Override
    public ImageDescription encoded(ImageDescription description) {
        return codec.encoded(description);
    }
}
