package org.muniment.dicom.pixel.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DataSetConverter;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/**
 * Turns data sets of one transfer syntax into another without loss (beyond what was lost before), one frame in memory at a time. The
 * object stays the same instance: UIDs and Lossy Image Compression are left as they are, only what describes the encoding changes.
 * Thread-safe.
 */
public final class Transcoder {

    private static final List<String> TARGETS = List.of(
            UID.ExplicitVRLittleEndian,
            UID.ImplicitVRLittleEndian,
            UID.JPEGLSLossless,
            UID.JPEG2000Lossless,
            UID.HTJ2KLossless,
            UID.RLELossless,
            UID.JPEGLSNearLossless,
            UID.JPEG2000,
            UID.HTJ2K,
            UID.DeflatedExplicitVRLittleEndian,
            UID.ExplicitVRBigEndian);

    private final Codecs codecs;
    private final Path temporaryDirectory;
    private final FrameMemory memory;

    /** @param temporaryDirectory holds what has to be written before its length is known; pixel data is patient data */
    public Transcoder(Codecs codecs, Path temporaryDirectory, FrameMemory memory) {
        this.codecs = codecs;
        this.temporaryDirectory = temporaryDirectory;
        this.memory = memory;
    }

    /** Whether there is a way at all; a single object may still be refused, as {@link #transcode} says. */
    public boolean canTranscode(String from, String to) {
        TransferSyntax source = TransferSyntax.of(from);
        TransferSyntax target = TransferSyntax.of(to);
        if (from.equals(to) || DataSetConverter.canConvert(source, target)) return true;
        return (source.isNative() || codecs.canDecode(from)) && (target.isNative() || codecs.canEncode(to));
    }

    /** Transfer syntaxes that one can be turned into, the best first: those that everyone can read, then the smaller ones. */
    public List<String> targets(String from) {
        return TARGETS.stream()
                .filter(to -> !to.equals(from) && canTranscode(from, to))
                .toList();
    }

    /**
     * Reads a data set, without meta information, to its end; closes neither stream. Where anything has to be decoded or encoded, the
     * data set is spooled first.
     *
     * @throws PixelException UNSUPPORTED or CORRUPT, mostly before anything has been written: later only where a frame after the first
     *     cannot be decoded into a native syntax
     * @throws org.muniment.dicom.DicomFormatException if it is malformed
     */
    public void transcode(InputStream dataSet, String from, String to, OutputStream out)
            throws IOException, PixelException {
        TransferSyntax source = TransferSyntax.of(from);
        TransferSyntax target = TransferSyntax.of(to);
        require(from, to);
        if (from.equals(to)) {
            dataSet.transferTo(out);
        } else if (DataSetConverter.canConvert(source, target)) {
            DataSetConverter.convert(dataSet, source, out, target);
        } else {
            spoolAndTranscode(dataSet, source, to, out);
        }
    }

    /** As {@link #transcode(InputStream, String, String, OutputStream)} of a data set that can be read more than once: not spooled. */
    public void transcode(BulkSource dataSet, String from, String to, OutputStream out)
            throws IOException, PixelException {
        TransferSyntax source = TransferSyntax.of(from);
        require(from, to);
        if (from.equals(to) || source.deflated() || DataSetConverter.canConvert(source, TransferSyntax.of(to))) {
            try (InputStream in = dataSet.open(0, Long.MAX_VALUE)) {
                transcode(in, from, to, out);
            }
        } else {
            transcodeImage(dataSet, source, to, out);
        }
    }

    private void require(String from, String to) throws PixelException {
        if (!canTranscode(from, to))
            throw PixelException.unsupported("No way from transfer syntax " + from + " to " + to);
    }

    private void spoolAndTranscode(InputStream dataSet, TransferSyntax from, String to, OutputStream out)
            throws IOException, PixelException {
        // In a deflated data set nothing can be found again without inflating all that comes before.
        TransferSyntax readable = from.deflated() ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : from;
        try (SpoolFile spool = SpoolFile.create(temporaryDirectory)) {
            try (OutputStream spooled = spool.output()) {
                if (from.deflated()) DataSetConverter.convert(dataSet, from, spooled, readable);
                else dataSet.transferTo(spooled);
            }
            transcodeImage(spool.source(), readable, to, out);
        }
    }

    private void transcodeImage(BulkSource dataSet, TransferSyntax from, String to, OutputStream out)
            throws IOException, PixelException {
        StoredImage image = StoredImage.read(dataSet, from);
        Attributes result = new Attributes(image.attributes());
        if (from.encapsulated()) new IconImages(codecs, from.uid()).decodeIn(result);
        TransferSyntax target = TransferSyntax.of(to);
        if (!image.hasPixelData()) {
            if (!target.isNative()) throw PixelException.unsupported("No pixel data to be encoded");
            DicomWriter.writeDataSet(result, target, out);
            return;
        }
        ImageDescription stored = ImageDescription.of(image.attributes());
        FrameMemory.Lease lease = memory.lease(stored);
        try {
            DecodedFrames frames = new DecodedFrames(image, stored, codecs);
            if (target.isNative()) writeNative(frames, result, target, out);
            else writeEncoded(frames, result, target, out);
        } catch (NativePixels.FrameException e) {
            throw e.failure();
        } finally {
            lease.release();
        }
    }

    private static void writeNative(DecodedFrames frames, Attributes result, TransferSyntax to, OutputStream out)
            throws IOException, PixelException {
        ImagePixel.describe(result, frames.description());
        result.put(new Attributes.Element(Tag.PixelData, ImagePixel.vr(frames.description()), NativePixels.of(frames)));
        DicomWriter.writeDataSet(result, to, out);
    }

    private void writeEncoded(DecodedFrames frames, Attributes result, TransferSyntax to, OutputStream out)
            throws IOException, PixelException {
        ImagePixel.describe(result, codecs.encoded(frames.description(), to.uid()));
        try (EncodedPixels pixels = EncodedPixels.encode(frames, codecs, to.uid(), temporaryDirectory)) {
            pixels.putInto(result);
            DicomWriter.writeDataSet(result, to, out);
        }
    }
}
