package org.muniment.dicom.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.EncodedItems;
import org.muniment.dicom.LittleEndianInputStream;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/**
 * Writes data sets as DICOM JSON Model objects (PS3.18 Annex F) in UTF-8. Bulk values are copied through, never held; of a
 * sequence left in its source one item is held at a time.
 *
 * <p>Group lengths are left out; Specific Character Set, where there is one, says {@code ISO_IR 192}. Encapsulated pixel data has no
 * inline form: without a URI it is left out. Text and numbers that are neither in memory nor have a URI are read into memory, up to
 * {@value #LARGEST_TEXT} bytes; a longer one fails. Not thread-safe; does not close the stream.
 */
public final class DicomJsonWriter {

    private static final int LARGEST_TEXT = 16 << 20;
    private static final String[] COMPONENT_GROUPS = {"Alphabetic", "Ideographic", "Phonetic"};

    private final JsonOutput json;
    private final BulkDataUris uris;
    private final int inlineLimit;

    /** With every value inline. */
    public DicomJsonWriter(OutputStream out) {
        this(out, BulkDataUris.NONE, Integer.MAX_VALUE);
    }

    /** @param inlineLimit longest binary value in bytes that is written inline without asking {@code uris} */
    public DicomJsonWriter(OutputStream out, BulkDataUris uris, int inlineLimit) {
        this.json = new JsonOutput(out);
        this.uris = uris;
        this.inlineLimit = inlineLimit;
    }

    /** One object. */
    public void write(Attributes dataSet) throws IOException {
        dataSet(dataSet, "");
        json.flush();
    }

    /** An array of objects, each written before the next is asked for. */
    public void writeArray(Iterator<Attributes> dataSets) throws IOException {
        json.open('[');
        while (dataSets.hasNext()) dataSet(dataSets.next(), "");
        json.close(']');
        json.flush();
    }

    private void dataSet(Attributes dataSet, String path) throws IOException {
        json.open('{');
        for (Element element : dataSet.elements()) {
            boolean groupLength = (element.tag() & 0xffff) == 0;
            if (!groupLength) element(dataSet, element, path);
        }
        json.close('}');
    }

    private void element(Attributes dataSet, Element element, String parentPath) throws IOException {
        boolean sequence = isSequence(element);
        String uri = !sequence && mayBeReferred(element)
                ? uris.uriOf(parentPath + String.format("%08X", element.tag()), element)
                : null;
        boolean writable = sequence || element.value() instanceof Value.Bytes || element.value() instanceof Value.Bulk;
        if (uri == null && !writable) return;
        json.name(element.tag());
        json.open('{');
        json.name("vr");
        json.string((sequence ? VR.SQ : element.vr()).name());
        if (uri != null) {
            json.name("BulkDataURI");
            json.string(uri);
        } else if (sequence) {
            sequence(dataSet, element, parentPath + String.format("%08X/", element.tag()));
        } else if (isInlineBinary(element.vr())) {
            inlineBinary(element);
        } else {
            values(dataSet, element);
        }
        json.close('}');
    }

    private static boolean isSequence(Element element) {
        return element.value() instanceof Value.Items
                || element.value() instanceof Value.Encoded && element.vr() == VR.SQ;
    }

    private boolean mayBeReferred(Element element) {
        if (!(element.value() instanceof Value.Bytes b)) return true;
        return b.bytes().length > inlineLimit && isInlineBinary(element.vr());
    }

    private static boolean isInlineBinary(VR vr) {
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> true;
            default -> false;
        };
    }

    private void sequence(Attributes dataSet, Element element, String path) throws IOException {
        if (element.value() instanceof Value.Items none && none.items().isEmpty()) return;
        json.name("Value");
        json.open('[');
        int number = 1;
        if (element.value() instanceof Value.Items held) {
            for (Attributes item : held.items()) dataSet(item, path + number++ + "/");
        } else {
            try (EncodedItems left = EncodedItems.open(dataSet, element.tag())) {
                for (Attributes item = left.next(); item != null; item = left.next()) {
                    dataSet(item, path + number++ + "/");
                }
            }
        }
        json.close(']');
    }

    private void inlineBinary(Element element) throws IOException {
        if (element.value() instanceof Value.Bytes b && b.bytes().length == 0) return;
        json.name("InlineBinary");
        try (InputStream in = open(element)) {
            json.base64(in);
        }
    }

    private static InputStream open(Element element) throws IOException {
        if (element.value() instanceof Value.Bytes b) return new ByteArrayInputStream(b.bytes());
        Value.Bulk bulk = (Value.Bulk) element.value();
        InputStream in = bulk.source().open(bulk.offset(), bulk.length());
        int unit = element.vr().unit();
        return bulk.bigEndian() && unit > 1 ? new LittleEndianInputStream(in, unit) : in;
    }

    private static byte[] bytes(Element element) throws IOException {
        if (element.value() instanceof Value.Bytes b) return b.bytes();
        if (((Value.Bulk) element.value()).length() > LARGEST_TEXT) {
            throw new IOException("A value of " + element.vr() + " is too long to be written without a URI");
        }
        try (InputStream in = open(element)) {
            return in.readAllBytes();
        }
    }

    private void values(Attributes dataSet, Element element) throws IOException {
        if (element.tag() == Tag.SpecificCharacterSet) {
            json.name("Value");
            json.open('[');
            json.string(SpecificCharacterSet.UTF8.toString());
            json.close(']');
        } else if (element.vr().isString()) {
            strings(element.vr(), strings(dataSet, element));
        } else {
            numbers(element.vr(), bytes(element));
        }
    }

    private static String[] strings(Attributes dataSet, Element element) throws IOException {
        if (element.value() instanceof Value.Bytes) return dataSet.getStrings(element.tag());
        Attributes inMemory = new Attributes();
        String[] terms = dataSet.characterSet().terms().toArray(String[]::new);
        inMemory.setString(Tag.SpecificCharacterSet, VR.CS, terms);
        inMemory.setBytes(element.tag(), element.vr(), bytes(element));
        return inMemory.getStrings(element.tag());
    }

    private void strings(VR vr, String[] values) throws IOException {
        if (values.length == 0 || values.length == 1 && values[0].isEmpty()) return;
        json.name("Value");
        json.open('[');
        for (String value : values) {
            String number = vr == VR.DS || vr == VR.IS ? JsonNumbers.ofText(vr, value) : null;
            if (value.isEmpty() || vr == VR.PN && isNoName(value)) json.literal("null");
            else if (number != null) json.literal(number);
            else if (vr == VR.PN) personName(value);
            else json.string(value);
        }
        json.close(']');
    }

    private static boolean isNoName(String value) {
        return value.chars().allMatch(c -> c == '=' || c == ' ');
    }

    private void personName(String value) throws IOException {
        String[] groups = value.split("=", COMPONENT_GROUPS.length);
        json.open('{');
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].isBlank()) continue;
            json.name(COMPONENT_GROUPS[i]);
            json.string(groups[i].strip());
        }
        json.close('}');
    }

    private void numbers(VR vr, byte[] bytes) throws IOException {
        int size = vr == VR.AT ? 4 : vr.unit();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < size) return;
        json.name("Value");
        json.open('[');
        while (in.remaining() >= size) {
            switch (vr) {
                case AT -> json.tag(in.getShort() << 16 | in.getShort() & 0xffff);
                case US -> json.literal(Integer.toString(in.getShort() & 0xffff));
                case SS -> json.literal(Integer.toString(in.getShort()));
                case UL -> json.literal(Long.toString(in.getInt() & 0xffffffffL));
                case SL -> json.literal(Integer.toString(in.getInt()));
                case FL -> floating(in.getFloat(in.position()), Float.toString(in.getFloat()));
                case FD -> floating(in.getDouble(in.position()), Double.toString(in.getDouble()));
                case SV -> whole(BigInteger.valueOf(in.getLong()));
                case UV -> whole(new BigInteger(Long.toUnsignedString(in.getLong())));
                default -> throw new IllegalStateException(vr + " is not a VR of numbers");
            }
        }
        json.close(']');
    }

    private void floating(double value, String text) throws IOException {
        if (Double.isFinite(value)) json.literal(text);
        else json.string(text);
    }

    private void whole(BigInteger value) throws IOException {
        if (JsonNumbers.isExact(value)) json.literal(value.toString());
        else json.string(value.toString());
    }
}
