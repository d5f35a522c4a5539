package org.muniment.dicom.pixel.transcode;

import java.io.IOException;
import java.io.InputStream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.dicom.frame.FrameTableBuilder;

/**
 * A data set left where it lies but for what describes it.
 *
 * @param attributes all of them; what is large, and pixel data in any case, refers to {@code source}
 */
record StoredImage(BulkSource source, TransferSyntax syntax, Attributes attributes, FrameTable frames) {

    /** Reads twice past the pixel data: for the elements around it, then for the places of its frames. */
    static StoredImage read(BulkSource source, TransferSyntax syntax) throws IOException {
        ReadOptions options = ReadOptions.header(source).withSkipping();
        Attributes attributes;
        try (InputStream in = source.open(0, Long.MAX_VALUE)) {
            attributes = DicomReader.ofDataSet(in, syntax, options).read();
        }
        return new StoredImage(source, syntax, attributes, frames(source, syntax, options));
    }

    private static FrameTable frames(BulkSource source, TransferSyntax syntax, ReadOptions options) throws IOException {
        try (InputStream in = source.open(0, Long.MAX_VALUE)) {
            DicomReader reader = DicomReader.ofDataSet(in, syntax, options.withStopBefore(Tag.FloatPixelData));
            FrameTableBuilder frames = new FrameTableBuilder(reader.read(), syntax, 0, bytes -> {});
            reader.readRest(frames);
            return frames.build();
        }
    }

    boolean hasPixelData() {
        return attributes.containsValue(Tag.PixelData);
    }
}
