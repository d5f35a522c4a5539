package org.muniment.dicom.pixel.render;

import java.io.IOException;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.EncodedItems;
import org.muniment.dicom.Tag;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.PixelException;

/** What multi-frame objects say of one frame (PS3.3 C.7.6.16). */
final class FunctionalGroups {

    private final Attributes header;
    private final Attributes shared;
    private final Attributes perFrame;

    private FunctionalGroups(Attributes header, Attributes shared, Attributes perFrame) {
        this.header = header;
        this.shared = shared;
        this.perFrame = perFrame;
    }

    static FunctionalGroups of(Attributes header, int frameNumber) throws PixelException {
        return new FunctionalGroups(
                header,
                item(header, Tag.SharedFunctionalGroupsSequence, 1),
                item(header, Tag.PerFrameFunctionalGroupsSequence, frameNumber));
    }

    /** An empty data set where there is no such item. */
    private static Attributes item(Attributes header, int tag, int number) throws PixelException {
        Attributes.Element element = header.get(tag);
        if (element != null && element.value() instanceof Value.Encoded) return encodedItem(header, tag, number);
        List<Attributes> items = header.getItems(tag);
        return number <= items.size() ? items.get(number - 1) : new Attributes();
    }

    private static Attributes encodedItem(Attributes header, int tag, int number) throws PixelException {
        try (EncodedItems items = EncodedItems.open(header, tag)) {
            Attributes item = items.next();
            for (int n = 1; n < number && item != null; n++) item = items.next();
            return item == null ? new Attributes() : item;
        } catch (IOException e) {
            throw PixelException.corrupt("Functional groups of the frame cannot be read", e);
        }
    }

    /** Where the attributes of a macro are: in its item for this frame, for all frames, or in the data set itself. */
    Attributes macro(int sequenceTag) {
        for (Attributes groups : List.of(perFrame, shared)) {
            Attributes item = groups.getItem(sequenceTag);
            if (item != null) return item;
        }
        return header;
    }
}
