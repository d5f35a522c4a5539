package org.muniment.dicom.pixel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muniment.dicom.pixel.codec.NativeCodecs;
import org.muniment.dicom.pixel.jpeg.JpegCodec;

/** The codecs of this installation, by transfer syntax. Thread-safe. */
public final class Codecs {

    private final Map<String, FrameCodec> decoders = new HashMap<>();
    private final Map<String, FrameCodec> encoders = new HashMap<>();
    private final List<String> missing;

    private Codecs(List<FrameCodec> codecs, List<String> missing) {
        for (FrameCodec codec : codecs) {
            for (String uid : codec.decodes()) decoders.putIfAbsent(uid, codec);
            for (String uid : codec.encodes()) encoders.putIfAbsent(uid, codec);
        }
        this.missing = List.copyOf(missing);
    }

    /** Of two codecs for the same syntax the first is taken. */
    public static Codecs of(List<FrameCodec> codecs, List<String> missing) {
        return new Codecs(codecs, missing);
    }

    /** Everything we have, as far as the native libraries it needs are there: looked for once in the life of a process. */
    public static Codecs installed() {
        return Installed.CODECS;
    }

    private static final class Installed {

        private static final Codecs CODECS = with(NativeCodecs.installed());
    }

    /** Those in Java, and these. */
    public static Codecs with(NativeCodecs natives) {
        List<FrameCodec> codecs = new ArrayList<>(natives.codecs());
        codecs.addAll(List.of(new UncompressedCodec(), new RleCodec(), new JpegCodec()));
        return of(codecs, natives.missing());
    }

    public boolean canDecode(String transferSyntaxUid) {
        return decoders.containsKey(transferSyntaxUid);
    }

    public boolean canEncode(String transferSyntaxUid) {
        return encoders.containsKey(transferSyntaxUid);
    }

    public Set<String> decodes() {
        return Set.copyOf(decoders.keySet());
    }

    public Set<String> encodes() {
        return Set.copyOf(encoders.keySet());
    }

    /** @see FrameCodec#decode */
    public Frame decode(byte[] codestream, String transferSyntaxUid, ImageDescription description)
            throws PixelException {
        return of(decoders, transferSyntaxUid).decode(codestream, transferSyntaxUid, description);
    }

    /** @see FrameCodec#encode */
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        return of(encoders, transferSyntaxUid).encode(frame, transferSyntaxUid);
    }

    /** @see FrameCodec#encoded */
    public ImageDescription encoded(ImageDescription description, String transferSyntaxUid) throws PixelException {
        return of(encoders, transferSyntaxUid).encoded(description);
    }

    private static FrameCodec of(Map<String, FrameCodec> codecs, String transferSyntaxUid) throws PixelException {
        FrameCodec codec = codecs.get(transferSyntaxUid);
        if (codec == null) throw PixelException.unsupported("No codec for transfer syntax " + transferSyntaxUid);
        return codec;
    }

    /** What is lacking and what that costs, a sentence each, for the log at start: "libcharls2: no JPEG-LS". */
    public List<String> missing() {
        return missing;
    }
}
