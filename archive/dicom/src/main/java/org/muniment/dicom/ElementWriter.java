package org.muniment.dicom;

import java.io.IOException;

/** Puts a data set together, header by header. The encoding can be changed in between, as the content of UN sequences demands. */
final class ElementWriter {

    static final long UNDEFINED = ElementHeader.UNDEFINED;

    private static final int MAX_SHORT_LENGTH = 0xffff;

    private final DicomOutput out;
    private TransferSyntax syntax;

    ElementWriter(DicomOutput out, TransferSyntax syntax) {
        this.out = out;
        this.syntax = syntax;
    }

    DicomOutput out() {
        return out;
    }

    TransferSyntax syntax() {
        return syntax;
    }

    void use(TransferSyntax other) {
        this.syntax = other;
    }

    /** What an element must be written as: UN where its VR has no room for the length (PS3.5 6.2.2 note 4). */
    static VR writable(VR vr, long length, TransferSyntax syntax) {
        return syntax.explicitVr() && !vr.hasLongLength() && length > MAX_SHORT_LENGTH ? VR.UN : vr;
    }

    static int headerLength(VR writable, TransferSyntax syntax) {
        return syntax.explicitVr() && writable.hasLongLength() ? 12 : 8;
    }

    /** @param vr made {@link #writable} before */
    void header(int tag, VR vr, long length) throws IOException {
        boolean bigEndian = syntax.bigEndian();
        out.writeTag(tag, bigEndian);
        if (!syntax.explicitVr()) {
            out.writeInt((int) length, false);
            return;
        }
        out.writeShort(vr.code(), true);
        if (vr.hasLongLength()) {
            out.writeShort(0, bigEndian);
            out.writeInt((int) length, bigEndian);
        } else {
            out.writeShort((int) length, bigEndian);
        }
    }

    /** An item's or fragment's header, or a delimiter. */
    void item(int tag, long length) throws IOException {
        out.writeTag(tag, syntax.bigEndian());
        out.writeInt((int) length, syntax.bigEndian());
    }

    void itemDelimiter() throws IOException {
        item(ElementHeader.ITEM_DELIMITER, 0);
    }

    void sequenceDelimiter() throws IOException {
        item(ElementHeader.SEQUENCE_DELIMITER, 0);
    }
}
