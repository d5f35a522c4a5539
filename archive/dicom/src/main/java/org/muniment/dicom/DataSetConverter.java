package org.muniment.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Turns a data set of one native transfer syntax into another while it streams through, in constant memory. Values keep their meaning
 * and UN stays UN, unless the VR has no room for the length.
 */
public final class DataSetConverter {

    private DataSetConverter() {}

    /** True where {@link #convert} is able to; encapsulated pixel data would have to be decoded. */
    public static boolean canConvert(TransferSyntax from, TransferSyntax to) {
        return from.isNative() && to.isNative();
    }

    /**
     * Reads {@code in}, a data set without meta information, to its end; closes neither stream.
     *
     * @throws TransferSyntaxException if {@link #canConvert} is false or the data set is encapsulated against its declaration
     * @throws DicomFormatException if it is malformed
     */
    public static void convert(InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to)
            throws IOException {
        if (!canConvert(from, to)) throw new TransferSyntaxException("Cannot convert " + from + " to " + to);
        if (to.deflated()) {
            try (OutputStream deflated = new DeflatedOutputStream(out)) {
                inflateAndCopy(in, from, deflated, to);
            }
        } else {
            inflateAndCopy(in, from, out, to);
        }
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static void inflateAndCopy(InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to)
            throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            copy(from.deflated() ? new InflaterInputStream(in, inflater, 8192) : in, from, out, to);
        } finally {
            inflater.end();
        }
    }

    private static void copy(InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to)
            throws IOException {
        DicomOutput output = new DicomOutput(out);
        ElementReader reader = new ElementReader(new DicomInput(in, 0), from, ReadOptions.DEEPEST);
        new ElementCopier(reader, new ElementWriter(output, to)).copy();
        output.flush();
    }
}
