package org.muniment.dicom;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a data set is encoded (PS3.5 section 10 and Annex A).
 *
 * @param explicitVr elements carry their VR
 * @param bigEndian numbers have their high byte first
 * @param deflated the data set is one raw deflate stream (PS3.5 A.5)
 * @param encapsulated pixel data is a sequence of fragments (PS3.5 A.4), opaque to this module
 */
public record TransferSyntax(
        String uid, boolean explicitVr, boolean bigEndian, boolean deflated, boolean encapsulated) {

    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(UID.ImplicitVRLittleEndian, false, false, false, false);
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(UID.ExplicitVRLittleEndian, true, false, false, false);
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
            new TransferSyntax(UID.ExplicitVRBigEndian, true, true, false, false);
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(UID.DeflatedExplicitVRLittleEndian, true, false, true, false);

    private static final Map<String, TransferSyntax> NOT_ENCAPSULATED = Stream.of(
                    IMPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_BIG_ENDIAN,
                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    withoutPixelData(UID.JPIPReferenced, false),
                    withoutPixelData(UID.JPIPReferencedDeflate, true),
                    withoutPixelData(UID.JPIPHTJ2KReferenced, false),
                    withoutPixelData(UID.JPIPHTJ2KReferencedDeflate, true),
                    withoutPixelData(UID.SMPTEST211020UncompressedProgressiveActiveVideo, false),
                    withoutPixelData(UID.SMPTEST211020UncompressedInterlacedActiveVideo, false),
                    withoutPixelData(UID.SMPTEST211030PCMDigitalAudio, false))
            .collect(Collectors.toUnmodifiableMap(TransferSyntax::uid, Function.identity()));

    private static TransferSyntax withoutPixelData(String uid, boolean deflated) {
        return new TransferSyntax(uid, true, false, deflated, false);
    }

    /** Any UID not known here, private ones included, is taken as encapsulated, which is Explicit VR Little Endian (PS3.5 A.4). */
    public static TransferSyntax of(String uid) {
        TransferSyntax known = NOT_ENCAPSULATED.get(uid);
        return known != null ? known : new TransferSyntax(uid, true, false, false, true);
    }

    /** True for the four syntaxes that say the same thing in different bytes, so that one can be converted to another. */
    public boolean isNative() {
        return !encapsulated
                && (uid.equals(UID.ImplicitVRLittleEndian)
                        || uid.equals(UID.ExplicitVRLittleEndian)
                        || uid.equals(UID.ExplicitVRBigEndian)
                        || uid.equals(UID.DeflatedExplicitVRLittleEndian));
    }

    @Override
    public String toString() {
        return uid;
    }
}
