package org.muniment.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a Part 10 file or a bare data set from a stream, once, in memory bounded by {@link ReadOptions}. Malformed input gives a {@link
 * DicomFormatException}; what real files commonly get wrong without being ambiguous (missing preamble or meta information, implicit
 * where explicit was declared, unknown VR letters, odd lengths, trailing zeros) is read. Not thread-safe; does not close the stream.
 */
public final class DicomReader {

    private final ReadOptions options;
    private final byte[] preamble;
    private final Attributes fileMeta;
    private final TransferSyntax declared;
    private final ElementReader elements;
    private final BulkSource bulkSource;
    private final InputStream deflated;
    private final Inflater inflater;
    private final long dataSetOffset;

    private DicomReader(DicomInput in, PartTenHeader header, ReadOptions options) {
        this.options = options;
        this.preamble = header.preamble();
        this.fileMeta = header.meta();
        this.declared = header.transferSyntax();
        this.dataSetOffset = in.position();
        if (declared.deflated()) {
            inflater = new Inflater(true);
            deflated = in.rest();
            DicomInput inflated = new DicomInput(new InflaterInputStream(deflated, inflater, 8192), 0);
            elements = new ElementReader(inflated, declared, options.maxDepth());
            bulkSource =
                    options.bulkSource() == null ? null : new DeflatedBulkSource(options.bulkSource(), dataSetOffset);
        } else {
            inflater = null;
            deflated = null;
            elements = new ElementReader(in, declared, options.maxDepth());
            bulkSource = options.bulkSource();
        }
    }

    /** A Part 10 file (PS3.10 section 7); reads as far as its meta information. */
    public static DicomReader ofFile(InputStream in, ReadOptions options) throws IOException {
        return ofFile(new DicomInput(in, options.baseOffset(), options.skipping()), options);
    }

    /** A Part 10 file in memory. */
    public static DicomReader ofFile(byte[] bytes, ReadOptions options) throws IOException {
        return ofFile(new DicomInput(bytes, options.baseOffset()), options);
    }

    private static DicomReader ofFile(DicomInput in, ReadOptions options) throws IOException {
        return new DicomReader(in, PartTenHeader.read(in), options);
    }

    /** A data set without meta information, as it comes over the network. */
    public static DicomReader ofDataSet(InputStream in, TransferSyntax syntax, ReadOptions options) {
        DicomInput input = new DicomInput(in, options.baseOffset(), options.skipping());
        return new DicomReader(input, PartTenHeader.none(syntax), options);
    }

    /** A data set without meta information, in memory. */
    public static DicomReader ofDataSet(byte[] bytes, TransferSyntax syntax, ReadOptions options) {
        return new DicomReader(new DicomInput(bytes, options.baseOffset()), PartTenHeader.none(syntax), options);
    }

    /** A whole data set into memory. */
    public static Attributes readDataSet(byte[] bytes, TransferSyntax syntax) throws IOException {
        return ofDataSet(bytes, syntax, ReadOptions.IN_MEMORY).read();
    }

    /** A whole data set into memory. */
    public static Attributes readDataSet(InputStream in, TransferSyntax syntax) throws IOException {
        return ofDataSet(in, syntax, ReadOptions.IN_MEMORY).read();
    }

    /** A file; values over 64 kB stay in it. */
    public static DicomFile readFile(Path file) throws IOException {
        ReadOptions options =
                ReadOptions.IN_MEMORY.withBulkSource(BulkSource.of(file)).withBulkThreshold(64 << 10);
        try (InputStream in = Files.newInputStream(file)) {
            DicomReader reader = ofFile(in, options);
            return new DicomFile(reader.fileMeta(), reader.transferSyntax(), reader.read());
        }
    }

    /** The 128 bytes before "DICM", or null where the stream does not start so. */
    public byte[] preamble() {
        return preamble;
    }

    /** Elements of group 0002; empty where there are none. */
    public Attributes fileMeta() {
        return fileMeta;
    }

    /** As declared by the meta information or the caller, else as the first bytes of the data set tell. */
    public TransferSyntax transferSyntax() {
        return declared;
    }

    /** True where the data set turned out explicit though declared implicit, or the other way round; known after {@link #read}. */
    public boolean contradictsDeclaration() {
        return elements.rootSyntax().explicitVr() != declared.explicitVr();
    }

    /**
     * The data set up to its end or to where the options say to stop.
     *
     * @throws DicomFormatException if it is malformed
     */
    public Attributes read() throws IOException {
        Attributes dataSet = new DataSetBuilder(elements, options, bulkSource).build();
        finish();
        return dataSet;
    }

    /** After a stop: reads what is left, only to see that it is well-formed. */
    public void readRest() throws IOException {
        while (!elements.atEnd()) elements.next();
        finish();
    }

    /** As {@link #readRest()}, telling {@code visitor} of the pixel data; that which was read before is not told of. */
    public void readRest(PixelDataVisitor visitor) throws IOException {
        new PixelDataWalk(elements, visitor).toEnd();
        finish();
    }

    /**
     * Instead of {@link #read}: one element, with its value left in the options' bulk source as {@link Value.Bulk} or, encapsulated, as
     * {@link Value.Fragments} of such. Reads no further than there. Empty where the element is not there or is a sequence.
     */
    public Optional<Attributes.Element> find(ElementPath path) throws IOException {
        return new ElementFinder(elements, bulkSource).find(path);
    }

    /** Takes the last bytes of a deflated stream, so that a stream which copies what it hands out has seen them all. */
    private void finish() throws IOException {
        if (deflated == null || !elements.atEnd()) return;
        inflater.end();
        deflated.transferTo(OutputStream.nullOutputStream());
    }

    /** Where the data set starts in the stream, behind preamble and meta information. */
    public long dataSetOffset() {
        return dataSetOffset;
    }

    /** Offset of the next element, or of the end; in the inflated data set, where that is deflated. */
    public long position() {
        return elements.start();
    }
}
