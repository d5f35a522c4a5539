package org.muniment.dicom;

import java.io.IOException;
import org.muniment.dicom.ElementReader.Token;

/**
 * What stands before the data set in a file (PS3.10 section 7.1), as far as it is there at all.
 *
 * @param preamble 128 bytes, or null
 * @param meta elements of group 0002, perhaps none
 * @param transferSyntax of the data set: declared, else recognised from its first element
 */
record PartTenHeader(byte[] preamble, Attributes meta, TransferSyntax transferSyntax) {

    private static final int PREAMBLE = 128;
    private static final int DICM = 0x4449434D;
    /** An item's tag as the four bytes stand in a little-endian stream. */
    private static final int ITEM = 0xE000FFFE;

    private static final long MAX_META = 1 << 20;
    private static final long MAX_FIRST_VALUE = 1 << 20;

    static PartTenHeader none(TransferSyntax syntax) {
        return new PartTenHeader(null, new Attributes(), syntax);
    }

    /** Leaves {@code in} at the first byte of the data set. */
    static PartTenHeader read(DicomInput in) throws IOException {
        byte[] preamble = null;
        if (in.has(PREAMBLE + 4) && in.peekInt(PREAMBLE, true) == DICM) {
            preamble = in.read(PREAMBLE);
            in.advance(4);
        }
        Attributes meta = readMeta(in);
        String uid = meta.getString(Tag.TransferSyntaxUID);
        return new PartTenHeader(preamble, meta, uid != null ? TransferSyntax.of(uid) : recognise(in));
    }

    /** Always Explicit VR Little Endian. Its end is where group 0002 ends; the group length is often wrong and needed for deflate only. */
    private static Attributes readMeta(DicomInput in) throws IOException {
        Attributes meta = new Attributes();
        ElementReader elements = new ElementReader(in, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, 0);
        long start = in.position();
        long declaredEnd = Long.MAX_VALUE;
        while (in.has(8) && in.peekShort(0, false) == 2 && !(in.position() >= declaredEnd && isDeflated(meta))) {
            if (elements.next() != Token.ELEMENT) throw elements.error("Not an element of meta information");
            if (in.position() + elements.length() - start > MAX_META) {
                throw elements.error("Meta information is longer than " + MAX_META + " bytes");
            }
            meta.put(new Attributes.Element(elements.tag(), elements.vr(), new Value.Bytes(elements.readValue())));
            if (elements.tag() == Tag.FileMetaInformationGroupLength) {
                declaredEnd = in.position() + Math.max(0, meta.getInt(elements.tag(), 0));
            }
        }
        return meta;
    }

    private static boolean isDeflated(Attributes meta) {
        String uid = meta.getString(Tag.TransferSyntaxUID);
        return uid != null && TransferSyntax.of(uid).deflated();
    }

    /** No sender puts anything but a low group first, which gives the byte order away. */
    private static TransferSyntax recognise(DicomInput in) throws IOException {
        if (!in.has(8)) {
            if (!in.has(1)) return TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            throw new DicomFormatException("Neither a file header nor a data set", 0, in.position());
        }
        if (VR.of(in.peek(4) << 8 | in.peek(5)) != null) {
            return in.peekShort(0, true) < in.peekShort(0, false)
                    ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN
                    : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        }
        int tag = in.peekTag(false);
        long length = in.peekInt(4, false) & ElementHeader.UNDEFINED;
        boolean known = (tag & 0xffff) == 0 || ElementDictionary.find(tag) != null;
        boolean items = length == ElementHeader.UNDEFINED && in.has(12) && in.peekInt(8, false) == ITEM;
        if (known && length <= MAX_FIRST_VALUE || items) {
            return TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        }
        throw new DicomFormatException("Neither a file header nor a data set", tag, in.position());
    }
}
