package org.muniment.core.coerce;

import java.util.Set;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;

/** Which attributes rules may change at all. */
final class Coercible {

    private static final int PIXELS = 0x7FE0;

    /** An instance is what its UIDs say; under others it would be another one, whose references elsewhere lead nowhere. */
    private static final Set<Integer> IDENTITY =
            Set.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.SOPClassUID);

    /** What the pixel data are made of (PS3.3 C.7.6.3): the bytes are as they are, whatever these say. */
    private static final Set<Integer> PIXEL_FORM = Set.of(
            Tag.SamplesPerPixel,
            Tag.PhotometricInterpretation,
            Tag.PlanarConfiguration,
            Tag.NumberOfFrames,
            Tag.Rows,
            Tag.Columns,
            Tag.BitsAllocated,
            Tag.BitsStored,
            Tag.HighBit,
            Tag.PixelRepresentation);

    private Coercible() {}

    /** @throws IllegalArgumentException that says why not */
    static AttributePath require(AttributePath path) {
        int tag = path.tag();
        int group = tag >>> 16;
        if (path.isRoot() && IDENTITY.contains(tag)) throw refused(path, "it identifies the instance");
        if (path.isRoot() && PIXEL_FORM.contains(tag)) throw refused(path, "it says how the pixel data are to be read");
        if (tag == Tag.SpecificCharacterSet)
            throw refused(path, "it follows from the text; see defaultCharacterSet and keepCharacterSet");
        if (path.rootTag() == Tag.OriginalAttributesSequence) throw refused(path, "it is the record of coercion");
        if (group < 8 || group >= PIXELS && path.isRoot() || (tag & 0xffff) == 0 || ElementDictionary.isPrivate(tag))
            throw refused(path, "it is not an attribute of the header");
        return path;
    }

    private static IllegalArgumentException refused(AttributePath path, String why) {
        return new IllegalArgumentException(path + " can't be coerced: " + why);
    }
}
