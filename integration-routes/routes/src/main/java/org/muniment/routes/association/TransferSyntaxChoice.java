package org.muniment.routes.association;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.dicom.UID;

/**
 * Which of the transfer syntaxes of one presentation context the archive accepts. A peer that proposes several in one
 * context can send either, so the choice decides whether it has to convert: what it lists first is what it has or
 * prefers, unless that is one of the three that are listed first out of duty or habit.
 */
enum TransferSyntaxChoice {
    /** For messages the archive itself reads and writes: no pixel data, only bytes that differ. */
    NATIVE {
        @Override
        Optional<String> choose(List<String> proposed) {
            return Stream.of(
                            UID.ExplicitVRLittleEndian,
                            UID.ImplicitVRLittleEndian,
                            UID.DeflatedExplicitVRLittleEndian,
                            UID.ExplicitVRBigEndian)
                    .filter(proposed::contains)
                    .findFirst();
        }
    },
    /** For instances: any. */
    STORAGE {
        @Override
        Optional<String> choose(List<String> proposed) {
            String first = proposed.get(0);
            if (Rank.of(first) == Rank.LOSSY) return Optional.of(first);
            // min() keeps the proposer's order among equals.
            return proposed.stream().min(Comparator.comparing(Rank::of));
        }
    };

    abstract Optional<String> choose(List<String> proposed);

    /** Best first. */
    private enum Rank {
        /** Explicit VR Little Endian and every encapsulation without loss. */
        FAITHFUL,
        /** Every peer can fall back to it (PS3.5 10.1), and its private elements lose their VRs. */
        IMPLICIT,
        /** Second to anything else, as a peer that holds native pixels might compress them for us. */
        LOSSY,
        /** Deflated and big endian cost both sides and give nothing. */
        AWKWARD,
        /** The pixels would stay somewhere else, or not be an instance at all. */
        REFERENCED;

        private static final Set<String> LOSSY_SYNTAXES = Set.of(
                UID.JPEGBaseline8Bit,
                UID.JPEGExtended12Bit,
                UID.JPEGLSNearLossless,
                UID.JPEG2000,
                UID.JPEG2000MC,
                UID.JPEGXL,
                UID.HTJ2K,
                UID.MPEG2MPML,
                UID.MPEG2MPMLF,
                UID.MPEG2MPHL,
                UID.MPEG2MPHLF,
                UID.MPEG4HP41,
                UID.MPEG4HP41F,
                UID.MPEG4HP41BD,
                UID.MPEG4HP41BDF,
                UID.MPEG4HP422D,
                UID.MPEG4HP422DF,
                UID.MPEG4HP423D,
                UID.MPEG4HP423DF,
                UID.MPEG4HP42STEREO,
                UID.MPEG4HP42STEREOF,
                UID.HEVCMP51,
                UID.HEVCM10P51);

        private static final Set<String> REFERENCED_SYNTAXES = Set.of(
                UID.JPIPReferenced,
                UID.JPIPReferencedDeflate,
                UID.JPIPHTJ2KReferenced,
                UID.JPIPHTJ2KReferencedDeflate,
                UID.SMPTEST211020UncompressedProgressiveActiveVideo,
                UID.SMPTEST211020UncompressedInterlacedActiveVideo,
                UID.SMPTEST211030PCMDigitalAudio);

        static Rank of(String transferSyntax) {
            if (transferSyntax.equals(UID.ImplicitVRLittleEndian)) return IMPLICIT;
            if (transferSyntax.equals(UID.DeflatedExplicitVRLittleEndian)
                    || transferSyntax.equals(UID.ExplicitVRBigEndian)) return AWKWARD;
            if (LOSSY_SYNTAXES.contains(transferSyntax)) return LOSSY;
            return REFERENCED_SYNTAXES.contains(transferSyntax) ? REFERENCED : FAITHFUL;
        }
    }
}
