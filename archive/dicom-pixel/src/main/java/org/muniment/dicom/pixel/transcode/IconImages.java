package org.muniment.dicom.pixel.transcode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/**
 * Pixel data of items, such as of the Icon Image Sequence: where it is encapsulated it is in the transfer syntax the object came in, and
 * is decoded, as native pixel data is allowed in all of them (PS3.5 A.4).
 */
final class IconImages {

    private static final int LARGEST = 4 << 20;

    private final Codecs codecs;
    private final String syntax;

    IconImages(Codecs codecs, String syntax) {
        this.codecs = codecs;
        this.syntax = syntax;
    }

    void decodeIn(Attributes dataSet) throws IOException, PixelException {
        for (Attributes.Element element : List.copyOf(dataSet.elements())) {
            if (!(element.value() instanceof Value.Items items)) continue;
            for (Attributes item : items.items()) {
                Attributes.Element pixelData = item.get(Tag.PixelData);
                if (pixelData != null && pixelData.value() instanceof Value.Fragments fragments)
                    decode(item, fragments);
                decodeIn(item);
            }
        }
    }

    private void decode(Attributes item, Value.Fragments fragments) throws IOException, PixelException {
        Frame icon = codecs.decode(joined(fragments), syntax, ImageDescription.of(item));
        ImagePixel.describe(item, icon.description());
        item.setBytes(Tag.PixelData, ImagePixel.vr(icon.description()), icon.pixels());
    }

    private static byte[] joined(Value.Fragments fragments) throws IOException, PixelException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Value fragment :
                fragments.fragments().subList(1, fragments.fragments().size())) {
            if (fragment instanceof Value.Bytes bytes) {
                all.write(bytes.bytes());
            } else if (fragment instanceof Value.Bulk bulk && bulk.length() <= LARGEST) {
                try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
                    in.transferTo(all);
                }
            }
            if (all.size() > LARGEST) throw PixelException.unsupported("Icon of more than " + LARGEST + " bytes");
        }
        return all.toByteArray();
    }
}
