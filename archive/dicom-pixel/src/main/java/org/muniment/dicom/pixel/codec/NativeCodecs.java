package org.muniment.dicom.pixel.codec;

import com.sun.jna.Native;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.muniment.dicom.pixel.FrameCodec;
import org.muniment.dicom.pixel.codec.jpeg2000.HtJpeg2000Encoder;
import org.muniment.dicom.pixel.codec.jpeg2000.Jpeg2000Codec;
import org.muniment.dicom.pixel.codec.jpegls.JpegLsCodec;
import org.muniment.dicom.pixel.codec.process.CodecProcesses;
import org.muniment.dicom.pixel.codec.process.IsolatedCodec;

/**
 * The codecs that need something beside Java.
 *
 * @param codecs those whose library or command is there
 * @param missing what is not, and what that costs, a sentence each
 */
public record NativeCodecs(List<FrameCodec> codecs, List<String> missing) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** All of them, so that nothing of theirs runs in this process (ADR 0064). */
    public static NativeCodecs installed() {
        return isolated(new CodecProcesses(Runtime.getRuntime().availableProcessors(), PATIENCE));
    }

    /** As {@link #installed}, with child processes of the caller's. */
    public static NativeCodecs isolated(CodecProcesses processes) {
        NativeCodecs libraries = inThisProcess();
        List<FrameCodec> codecs = new ArrayList<>();
        List<String> missing = new ArrayList<>(libraries.missing());
        for (FrameCodec codec : libraries.codecs()) codecs.add(new IsolatedCodec(codec, processes));
        Optional<HtJpeg2000Encoder> encoder = HtJpeg2000Encoder.find();
        encoder.ifPresentOrElse(codecs::add, () -> missing.add("openjph-tools: no encoding of HTJ2K"));
        return new NativeCodecs(List.copyOf(codecs), List.copyOf(missing));
    }

    /** Those that are libraries. A corrupt codestream may crash them, and the process with them, or keep them busy without end. */
    public static NativeCodecs inThisProcess() {
        List<FrameCodec> codecs = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        load("libcharls2: no JPEG-LS", JpegLsCodec::load, codecs, missing);
        load("libopenjp2-7: no JPEG 2000, no decoding of HTJ2K", Jpeg2000Codec::load, codecs, missing);
        return new NativeCodecs(List.copyOf(codecs), List.copyOf(missing));
    }

    private static void load(String costs, Supplier<FrameCodec> codec, List<FrameCodec> codecs, List<String> missing) {
        try {
            if (Native.SIZE_T_SIZE != Long.BYTES) throw new UnsatisfiedLinkError("not a 64-bit system");
            codecs.add(codec.get());
        } catch (LinkageError e) { // also where JNA finds no native part of itself for this system
            missing.add(costs + " (" + firstLine(e) + ")");
        }
    }

    private static String firstLine(LinkageError e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
