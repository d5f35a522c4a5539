package org.muniment.web.media;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** Media types of pixel data by transfer syntax, and the other way round (PS3.18 tables 8.7.3-4 and 8.7.3-5). */
public final class PixelMediaType {

    public static final String OCTET_STREAM = "application/octet-stream";

    private static final Map<String, String> BY_SYNTAX = Map.ofEntries(
            entry(UID.JPEGBaseline8Bit, "image/jpeg"),
            entry(UID.JPEGExtended12Bit, "image/jpeg"),
            entry(UID.JPEGLossless, "image/jpeg"),
            entry(UID.JPEGLosslessSV1, "image/jpeg"),
            entry(UID.RLELossless, "image/dicom-rle"),
            entry(UID.JPEGLSLossless, "image/jls"),
            entry(UID.JPEGLSNearLossless, "image/jls"),
            entry(UID.JPEG2000Lossless, "image/jp2"),
            entry(UID.JPEG2000, "image/jp2"),
            entry(UID.JPEG2000MCLossless, "image/jpx"),
            entry(UID.JPEG2000MC, "image/jpx"),
            entry(UID.HTJ2KLossless, "image/jphc"),
            entry(UID.HTJ2KLosslessRPCL, "image/jphc"),
            entry(UID.HTJ2K, "image/jphc"),
            entry(UID.JPEGXLLossless, "image/jxl"),
            entry(UID.JPEGXLJPEGRecompression, "image/jxl"),
            entry(UID.JPEGXL, "image/jxl"));

    private static final Map<String, String> DEFAULT_SYNTAX = Map.ofEntries(
            entry(OCTET_STREAM, UID.ExplicitVRLittleEndian),
            entry("image/jpeg", UID.JPEGLosslessSV1),
            entry("image/dicom-rle", UID.RLELossless),
            entry("image/jls", UID.JPEGLSLossless),
            entry("image/jp2", UID.JPEG2000Lossless),
            entry("image/jpx", UID.JPEG2000MCLossless),
            entry("image/jphc", UID.HTJ2KLossless),
            entry("image/jxl", UID.JPEGXLLossless),
            entry("video/mpeg", UID.MPEG2MPML),
            entry("video/mp4", UID.MPEG4HP41),
            entry("video/h265", UID.HEVCMP51));

    private PixelMediaType() {}

    /** Of the pixel data, or of one frame, in this transfer syntax; octets where the standard has no name for them. */
    public static String of(String transferSyntaxUid) {
        if (isVideo(transferSyntaxUid)) return video(transferSyntaxUid);
        return BY_SYNTAX.getOrDefault(transferSyntaxUid, OCTET_STREAM);
    }

    /** Pixel data that is one stream, not frame by frame (PS3.5 8.2.5 to 8.2.8). */
    public static boolean isVideo(String transferSyntaxUid) {
        String family = "1.2.840.10008.1.2.4.10";
        return transferSyntaxUid.startsWith(family) && transferSyntaxUid.length() > family.length();
    }

    private static String video(String transferSyntaxUid) {
        boolean mpeg2 = transferSyntaxUid.startsWith(UID.MPEG2MPML) || transferSyntaxUid.startsWith(UID.MPEG2MPHL);
        return mpeg2 ? "video/mpeg" : "video/mp4";
    }

    /** What pixel data of this media type is encoded in where that is not said, or empty where it is no media type of pixel data. */
    public static Optional<String> defaultTransferSyntax(String mediaType) {
        return Optional.ofNullable(DEFAULT_SYNTAX.get(mediaType));
    }

    /** What the standard lets be given out over the web as it is stored (PS3.18 8.7.3): neither Implicit VR nor Big Endian. */
    public static boolean isForWeb(TransferSyntax syntax) {
        return syntax.explicitVr() && !syntax.bigEndian();
    }
}
