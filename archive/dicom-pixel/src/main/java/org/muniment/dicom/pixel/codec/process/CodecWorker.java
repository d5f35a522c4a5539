package org.muniment.dicom.pixel.codec.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.codec.NativeCodecs;
import org.muniment.dicom.pixel.codec.process.FrameMessage.Kind;

/** The program of the child process: answers requests on its standard input, one after the other, until that ends. */
final class CodecWorker {

    static final int READY = 'R';

    private static final int BUFFER = 64 << 10;
    private static final int LONGEST_REASON = 1000;

    private final Codecs codecs = Codecs.of(NativeCodecs.inThisProcess().codecs(), List.of());

    public static void main(String[] arguments) throws IOException {
        DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out, BUFFER));
        DataInputStream requests = new DataInputStream(new BufferedInputStream(System.in, BUFFER));
        System.setOut(System.err); // whatever anyone prints must not get between the answers
        preferToBeKilled();
        CodecWorker worker = new CodecWorker();
        answers.writeByte(READY);
        answers.flush();
        try {
            while (true) worker.answer(FrameMessage.readFrom(requests)).writeTo(answers);
        } catch (EOFException e) {
            // the parent has no more to ask, or is no more
        }
    }

    /** Where memory runs out the kernel takes this process and not the archive. */
    private static void preferToBeKilled() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            // no such file on other systems: the kernel decides by itself
        }
    }

    private FrameMessage answer(FrameMessage request) {
        ImageDescription description = request.description();
        try {
            if (request.kind() == Kind.DECODE) {
                Frame frame = codecs.decode(request.bytes(), request.text(), description);
                return new FrameMessage(Kind.DONE, "", frame.description(), frame.pixels());
            }
            byte[] codestream = codecs.encode(new Frame(description, request.bytes()), request.text());
            return new FrameMessage(Kind.DONE, "", description, codestream);
        } catch (PixelException e) {
            Kind kind = e.reason() == PixelException.Reason.CORRUPT ? Kind.CORRUPT : Kind.UNSUPPORTED;
            String reason = String.valueOf(e.getMessage());
            String shortened = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
            return new FrameMessage(kind, shortened, description, new byte[0]);
        }
    }
}
