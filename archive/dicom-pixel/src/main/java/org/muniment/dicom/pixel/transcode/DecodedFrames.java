package org.muniment.dicom.pixel.transcode;

import java.io.IOException;
import java.io.InputStream;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** The frames of an image, decoded one at a time. */
final class DecodedFrames {

    /** No encoder makes more of noise than half as much again; and small frames have headers. */
    private static final long HEADERS = 1 << 20;

    private final StoredImage image;
    private final Codecs codecs;
    private final String syntax;
    private final ImageDescription stored;
    private final Frame first;

    /** Decodes the first frame, so that most that cannot be decoded is found before anything has been written. */
    DecodedFrames(StoredImage image, ImageDescription stored, Codecs codecs) throws IOException, PixelException {
        this.image = image;
        this.codecs = codecs;
        this.stored = stored;
        // A frame table gives native frames in little endian.
        this.syntax = image.frames().encapsulated() ? image.syntax().uid() : UID.ExplicitVRLittleEndian;
        this.first = decode(1);
    }

    /** What all frames are once they are decoded. */
    ImageDescription description() {
        return first.description();
    }

    int count() {
        return stored.numberOfFrames();
    }

    /** @param number from 1 */
    Frame frame(int number) throws IOException, PixelException {
        if (number == 1) return first;
        Frame frame = decode(number);
        if (!frame.description().equals(first.description())) {
            throw PixelException.unsupported("Frame " + number + " decodes to another kind of image than the first");
        }
        return frame;
    }

    private Frame decode(int number) throws IOException, PixelException {
        if (number > image.frames().frames() || image.frames().fragments(number).isEmpty()) {
            throw PixelException.corrupt("Frame " + number + " of " + count() + " is not there");
        }
        long length = image.frames().length(number);
        if (length > stored.frameLength() * 3L / 2 + HEADERS) {
            throw PixelException.corrupt("Frame " + number + " takes " + length + " bytes");
        }
        try (InputStream in = image.frames().open(image.source(), number)) {
            return codecs.decode(in.readAllBytes(), syntax, stored);
        }
    }
}
