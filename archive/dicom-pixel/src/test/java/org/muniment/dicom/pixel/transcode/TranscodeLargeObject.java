package org.muniment.dicom.pixel.transcode;

import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.Codecs;

/** A program of its own, to be run in a small heap: encodes and decodes 400 frames of 512 x 512 pixels, 210 MB. Argument: a directory. */
final class TranscodeLargeObject {

    static final int FRAMES = 400;
    private static final int FRAME_LENGTH = 512 * 512 * 2;

    private TranscodeLargeObject() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Transcoder transcoder = new Transcoder(Codecs.installed(), directory, new FrameMemory(16 << 20));
        Path uncompressed = directory.resolve("uncompressed");
        Path encoded = directory.resolve("encoded");
        Path decoded = directory.resolve("decoded");
        try (OutputStream out = buffered(uncompressed)) {
            DicomWriter.writeDataSet(image(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, out);
        }
        try (InputStream in = Files.newInputStream(uncompressed);
                OutputStream out = buffered(encoded)) {
            transcoder.transcode(in, UID.ExplicitVRLittleEndian, UID.RLELossless, out);
        }
        try (OutputStream out = buffered(decoded)) {
            transcoder.transcode(BulkSource.of(encoded), UID.RLELossless, UID.ExplicitVRLittleEndian, out);
        }
        System.out.println(Files.mismatch(uncompressed, decoded) + " " + (Files.size(encoded) < Files.size(decoded)));
    }

    private static OutputStream buffered(Path file) throws java.io.IOException {
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private static Attributes image() {
        Attributes image = new Attributes();
        image.setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        image.setInt(Tag.NumberOfFrames, VR.IS, FRAMES);
        image.setInt(Tag.Rows, VR.US, 512);
        image.setInt(Tag.Columns, VR.US, 512);
        image.setInt(Tag.BitsAllocated, VR.US, 16);
        image.setInt(Tag.BitsStored, VR.US, 16);
        image.setInt(Tag.HighBit, VR.US, 15);
        image.setInt(Tag.PixelRepresentation, VR.US, 0);
        long length = (long) FRAMES * FRAME_LENGTH;
        image.put(new Attributes.Element(
                Tag.PixelData, VR.OW, new Value.Bulk((offset, count) -> new Ramp(count), 0, length, false)));
        return image;
    }

    /** Steps that grow longer, so that frames differ. */
    private static final class Ramp extends InputStream {

        private final long length;
        private long position;

        Ramp(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return position == length ? -1 : (int) (position++ / 7 >> 3) & 0xff;
        }
    }
}
