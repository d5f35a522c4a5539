package org.muniment.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes data sets and Part 10 files. What {@link DicomReader} has read comes out in the same bytes in the same transfer syntax, as
 * far as the input was in order. Bulk values are copied from where they lie. Streams are flushed, not closed.
 */
public final class DicomWriter {

    private final ElementWriter out;
    private final DataSetLengths lengths;
    private final WriteOptions options;

    private DicomWriter(DicomOutput out, Attributes dataSet, TransferSyntax syntax, WriteOptions options)
            throws IOException {
        this.out = new ElementWriter(out, syntax);
        this.options = options;
        this.lengths = new DataSetLengths(dataSet, syntax, options);
    }

    public static void writeDataSet(Attributes dataSet, TransferSyntax syntax, OutputStream out) throws IOException {
        writeDataSet(dataSet, syntax, out, WriteOptions.FAITHFUL);
    }

    /**
     * A data set without meta information.
     *
     * @throws TransferSyntaxException if it holds encapsulated pixel data and the syntax does not allow it
     * @throws java.io.EOFException if a bulk value is no longer there in full
     */
    public static void writeDataSet(Attributes dataSet, TransferSyntax syntax, OutputStream out, WriteOptions options)
            throws IOException {
        if (!syntax.deflated()) {
            write(dataSet, syntax, out, options);
            return;
        }
        try (OutputStream deflated = new DeflatedOutputStream(out)) {
            write(dataSet, syntax, deflated, options);
        }
    }

    private static void write(Attributes dataSet, TransferSyntax syntax, OutputStream out, WriteOptions options)
            throws IOException {
        DicomOutput output = new DicomOutput(out);
        new DicomWriter(output, dataSet, syntax, options).write(dataSet);
        output.flush();
    }

    /** A data set in memory. */
    public static byte[] toBytes(Attributes dataSet, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeDataSet(dataSet, syntax, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A command set (PS3.7 6.3.1): Implicit VR Little Endian, led by its group length, which is made right. */
    public static void writeCommandSet(Attributes command, OutputStream out) throws IOException {
        Attributes whole = new Attributes(command);
        whole.setInt(Tag.CommandGroupLength, VR.UL, 0);
        writeDataSet(whole, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, out);
    }

    public static void writeFile(Attributes meta, Attributes dataSet, OutputStream out) throws IOException {
        writeFile(meta, dataSet, out, WriteOptions.FAITHFUL);
    }

    /** A Part 10 file, whose transfer syntax is that of {@code meta}. */
    public static void writeFile(Attributes meta, Attributes dataSet, OutputStream out, WriteOptions options)
            throws IOException {
        writeFileHeader(null, meta, out);
        writeDataSet(dataSet, TransferSyntax.of(meta.getString(Tag.TransferSyntaxUID, "")), out, options);
    }

    /**
     * What comes before the data set: preamble, "DICM" and meta information with its group length made right (PS3.10 7.1).
     *
     * @param preamble 128 bytes, or null for zeros
     */
    public static void writeFileHeader(byte[] preamble, Attributes meta, OutputStream out) throws IOException {
        if (meta.getString(Tag.TransferSyntaxUID) == null) {
            throw new TransferSyntaxException("Meta information names no transfer syntax");
        }
        Attributes whole = new Attributes(meta);
        whole.setInt(Tag.FileMetaInformationGroupLength, VR.UL, 0);
        out.write(preamble == null ? new byte[128] : preamble);
        out.write(new byte[] {'D', 'I', 'C', 'M'});
        writeDataSet(whole, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, out);
    }

    private void write(Attributes dataSet) throws IOException {
        for (Attributes.Element element : dataSet.elements()) {
            if (DataSetLengths.isGroupLength(element)) groupLength(element.tag());
            else write(element);
        }
    }

    private void groupLength(int tag) throws IOException {
        if (!DataSetLengths.keepsGroupLength(tag, options)) return;
        out.header(tag, VR.UL, 4);
        out.out().writeInt((int) lengths.next(), out.syntax().bigEndian());
    }

    private void write(Attributes.Element element) throws IOException {
        Value value = element.value();
        if (value instanceof Value.Items items) {
            write(element.tag(), items);
        } else if (value instanceof Value.Fragments fragments) {
            write(element, fragments);
        } else if (value instanceof Value.Encoded encoded) {
            write(element, encoded);
        } else {
            long length = DataSetLengths.lengthOf(value);
            VR vr = ElementWriter.writable(element.vr(), length, out.syntax());
            out.header(element.tag(), vr, length);
            writePlain(value, vr);
        }
    }

    private void writePlain(Value value, VR vr) throws IOException {
        boolean bigEndian = out.syntax().bigEndian();
        if (value instanceof Value.Bytes bytes) {
            out.out().writeValue(bytes.bytes(), vr.unit(), bigEndian);
        } else if (value instanceof Value.Bulk bulk) {
            try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
                out.out().copy(in, bulk.length(), vr.unit(), bulk.bigEndian() != bigEndian);
            }
        }
    }

    private void write(int tag, Value.Items items) throws IOException {
        boolean undefined = DataSetLengths.isDelimited(tag, items, out.syntax(), options);
        TransferSyntax around = out.syntax();
        long length = lengths.next();
        out.header(tag, items.asUnknown() ? VR.UN : VR.SQ, undefined ? ElementWriter.UNDEFINED : length);
        if (items.asUnknown()) out.use(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        for (Attributes item : items.items()) {
            boolean delimited = options.undefined(item.undefinedLength());
            long itemLength = lengths.next();
            out.item(ElementHeader.ITEM_TAG, delimited ? ElementWriter.UNDEFINED : itemLength);
            write(item);
            if (delimited) out.itemDelimiter();
        }
        if (undefined) out.sequenceDelimiter();
        out.use(around);
    }

    private void write(Attributes.Element element, Value.Fragments fragments) throws IOException {
        ElementCopier.requireEncapsulated(out.syntax());
        out.header(element.tag(), element.vr(), ElementWriter.UNDEFINED);
        for (Value fragment : fragments.fragments()) {
            long length = DataSetLengths.lengthOf(fragment);
            out.item(ElementHeader.ITEM_TAG, length);
            writePlain(fragment, VR.OB);
        }
        out.sequenceDelimiter();
    }

    private void write(Attributes.Element element, Value.Encoded encoded) throws IOException {
        if (element.vr() != VR.SQ) ElementCopier.requireEncapsulated(out.syntax());
        if (!DataSetLengths.sameLayout(encoded, out.syntax())) {
            out.header(element.tag(), element.vr(), ElementWriter.UNDEFINED);
            ElementCopier.copy(encoded, element.tag(), element.vr(), out);
            return;
        }
        out.header(element.tag(), element.vr(), encoded.undefinedLength() ? ElementWriter.UNDEFINED : encoded.length());
        try (InputStream in = encoded.source().open(encoded.offset(), encoded.length())) {
            out.out().copy(in, encoded.length(), 1, false);
        }
    }
}
