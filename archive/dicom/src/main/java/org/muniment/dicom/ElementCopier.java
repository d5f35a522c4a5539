package org.muniment.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Moves a data set from a reader to a writer of another syntax, token by token in constant memory. Lengths cannot be known ahead, so
 * that sequences and items become of undefined length and group lengths, which would be wrong, are left out (both retired or optional
 * in PS3.5 7.2 and 7.5); only the content of UN sequences, which is the same in all syntaxes, keeps its lengths.
 */
final class ElementCopier {

    private static final int NONE = Integer.MAX_VALUE;

    private final ElementReader in;
    private final ElementWriter out;
    private final TransferSyntax target;
    /** Depth outside the outermost UN sequence we are in. */
    private int unknownBelow = NONE;

    private boolean[] delimited = new boolean[16];
    private int open;

    ElementCopier(ElementReader in, ElementWriter out) {
        this.in = in;
        this.out = out;
        this.target = out.syntax();
    }

    void copy() throws IOException {
        for (; ; ) {
            switch (in.next()) {
                case ELEMENT -> element();
                case SEQUENCE -> openSequence();
                case ITEM -> openItem();
                case ITEM_END -> {
                    if (delimited[--open]) out.itemDelimiter();
                }
                case SEQUENCE_END -> closeSequence();
                case FRAGMENTS -> openFragments();
                case FRAGMENT -> fragment();
                case FRAGMENTS_END -> out.sequenceDelimiter();
                case END -> {
                    return;
                }
            }
        }
    }

    private void element() throws IOException {
        if ((in.tag() & 0xffff) == 0 && unknownBelow == NONE) return;
        VR vr = ElementWriter.writable(in.vr(), in.length(), out.syntax());
        out.header(in.tag(), vr, in.length());
        boolean swap = in.bigEndian() != out.syntax().bigEndian();
        if (!swap || vr.unit() == 1) {
            in.transferValue(out.out());
        } else {
            try (SwappingOutputStream swapped = new SwappingOutputStream(out.out(), vr.unit())) {
                in.transferValue(swapped);
            }
        }
    }

    private void openSequence() throws IOException {
        boolean keepLength = in.asUnknown() || unknownBelow != NONE;
        long length = keepLength ? in.length() : ElementWriter.UNDEFINED;
        out.header(in.tag(), in.asUnknown() ? VR.UN : VR.SQ, length);
        if (in.asUnknown()) {
            unknownBelow = in.depth() - 1;
            out.use(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        }
        push(length);
    }

    private void openItem() throws IOException {
        long length = unknownBelow == NONE ? ElementWriter.UNDEFINED : in.length();
        out.item(ElementHeader.ITEM_TAG, length);
        push(length);
    }

    private void push(long length) {
        if (open == delimited.length) delimited = Arrays.copyOf(delimited, 2 * open);
        delimited[open++] = length == ElementWriter.UNDEFINED;
    }

    private void closeSequence() throws IOException {
        // What lies in an Encoded value starts inside its sequence, whose header has been written by the caller.
        if (open == 0 || delimited[--open]) out.sequenceDelimiter();
        if (in.depth() == unknownBelow) {
            unknownBelow = NONE;
            out.use(target);
        }
    }

    private void openFragments() throws IOException {
        requireEncapsulated(target);
        out.header(in.tag(), in.vr(), ElementWriter.UNDEFINED);
    }

    static void requireEncapsulated(TransferSyntax target) throws TransferSyntaxException {
        if (target.isNative()) {
            throw new TransferSyntaxException("Encapsulated pixel data cannot be written in " + target + " undecoded");
        }
    }

    private void fragment() throws IOException {
        out.item(ElementHeader.ITEM_TAG, in.length());
        in.transferValue(out.out());
    }

    /** Copies what {@code encoded} refers to; the header, of undefined length, has been written. */
    static void copy(Value.Encoded encoded, int tag, VR vr, ElementWriter out) throws IOException {
        try (InputStream bytes = encoded.source().open(encoded.offset(), encoded.length())) {
            DicomInput in = new DicomInput(bytes, encoded.offset());
            new ElementCopier(new ElementReader(in, tag, vr, encoded, ReadOptions.DEEPEST), out).copy();
        }
    }
}
