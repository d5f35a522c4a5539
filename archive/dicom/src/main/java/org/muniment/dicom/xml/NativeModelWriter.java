package org.muniment.dicom.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.EncodedItems;
import org.muniment.dicom.PersonName;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.json.BulkDataUris;

/**
 * Writes data sets as documents of the Native DICOM Model (PS3.19 A.1.5) in UTF-8. Group lengths are left out; Specific Character Set, where
 * there is one, says {@code ISO_IR 192}; a private element has the tag of its block's element 00 and names its creator; a value that is not
 * in memory is referred to by URI or left out. Characters XML 1.0 can't hold become U+FFFD. Not thread-safe; does not close the stream.
 */
public final class NativeModelWriter {

    private static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";
    private static final String[] COMPONENT_GROUPS = {"Alphabetic", "Ideographic", "Phonetic"};
    private static final String[] COMPONENTS = {"FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix"};

    private final OutputStream out;
    private final BulkDataUris uris;
    private XMLStreamWriter xml;

    public NativeModelWriter(OutputStream out) {
        this(out, BulkDataUris.NONE);
    }

    /** @param uris asked for values that are not in memory */
    public NativeModelWriter(OutputStream out, BulkDataUris uris) {
        this.out = out;
        this.uris = uris;
    }

    /** One document. */
    public void write(Attributes dataSet) throws IOException {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("NativeDicomModel");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("xml:space", "preserve");
            dataSet(dataSet, "");
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException failure) throw failure;
            throw new IOException(e);
        }
    }

    private void dataSet(Attributes dataSet, String path) throws XMLStreamException, IOException {
        for (Element element : dataSet.elements()) {
            boolean groupLength = (element.tag() & 0xffff) == 0;
            if (!groupLength) element(dataSet, element, path);
        }
    }

    private void element(Attributes dataSet, Element element, String parentPath)
            throws XMLStreamException, IOException {
        boolean sequence = isSequence(element);
        boolean held = element.value() instanceof Value.Bytes;
        String uri = sequence || held ? null : uris.uriOf(parentPath + name(element.tag()), element);
        if (!sequence && !held && uri == null) return;
        xml.writeStartElement("DicomAttribute");
        identify(dataSet, element, sequence);
        if (uri != null) {
            xml.writeEmptyElement("BulkData");
            xml.writeAttribute("uri", uri);
        } else if (sequence) {
            items(dataSet, element, parentPath + name(element.tag()) + "/");
        } else if (isBinary(element.vr())) {
            inlineBinary(((Value.Bytes) element.value()).bytes());
        } else {
            values(dataSet, element);
        }
        xml.writeEndElement();
    }

    private static boolean isSequence(Element element) {
        return element.value() instanceof Value.Items
                || element.value() instanceof Value.Encoded && element.vr() == VR.SQ;
    }

    private static boolean isBinary(VR vr) {
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> true;
            default -> false;
        };
    }

    private static String name(int tag) {
        return String.format("%08X", tag);
    }

    private void identify(Attributes dataSet, Element element, boolean sequence) throws XMLStreamException {
        int tag = element.tag();
        boolean ofBlock = ElementDictionary.isPrivate(tag) && (tag & 0xffff) >= 0x1000;
        String creator = ofBlock ? dataSet.getString(tag & 0xffff0000 | tag >>> 8 & 0xff) : null;
        xml.writeAttribute("tag", name(creator == null ? tag : tag & 0xffff00ff));
        xml.writeAttribute("vr", (sequence ? VR.SQ : element.vr()).name());
        String keyword = ElementDictionary.keywordOf(tag);
        if (keyword != null) xml.writeAttribute("keyword", keyword);
        if (creator != null) xml.writeAttribute("privateCreator", allowed(creator));
    }

    private void items(Attributes dataSet, Element element, String path) throws XMLStreamException, IOException {
        int number = 1;
        if (element.value() instanceof Value.Items held) {
            for (Attributes item : held.items()) item(item, number++, path);
            return;
        }
        try (EncodedItems left = EncodedItems.open(dataSet, element.tag())) {
            for (Attributes item = left.next(); item != null; item = left.next()) item(item, number++, path);
        }
    }

    private void item(Attributes item, int number, String path) throws XMLStreamException, IOException {
        xml.writeStartElement("Item");
        xml.writeAttribute("number", String.valueOf(number));
        dataSet(item, path + number + "/");
        xml.writeEndElement();
    }

    private void inlineBinary(byte[] bytes) throws XMLStreamException, IOException {
        if (bytes.length == 0) return;
        xml.writeStartElement("InlineBinary");
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            byte[] group = new byte[3 * 1024];
            for (int n = in.readNBytes(group, 0, group.length); n > 0; n = in.readNBytes(group, 0, group.length))
                xml.writeCharacters(Base64.getEncoder().encodeToString(Arrays.copyOf(group, n)));
        }
        xml.writeEndElement();
    }

    private void values(Attributes dataSet, Element element) throws XMLStreamException {
        String[] values = element.tag() == Tag.SpecificCharacterSet
                ? new String[] {SpecificCharacterSet.UTF8.toString()}
                : dataSet.getStrings(element.tag());
        for (int i = 0; i < values.length; i++) {
            boolean name = element.vr() == VR.PN;
            if (values[i].isEmpty()
                    || name && PersonName.parse(values[i]).toString().isEmpty()) continue;
            xml.writeStartElement(name ? "PersonName" : "Value");
            xml.writeAttribute("number", String.valueOf(i + 1));
            if (name) personName(PersonName.parse(values[i]));
            else text(values[i]);
            xml.writeEndElement();
        }
    }

    private void personName(PersonName name) throws XMLStreamException {
        for (int i = 0; i < COMPONENT_GROUPS.length; i++) {
            PersonName.Group group = name.groups().get(i);
            if (group.isEmpty()) continue;
            xml.writeStartElement(COMPONENT_GROUPS[i]);
            String[] components = {group.family(), group.given(), group.middle(), group.prefix(), group.suffix()};
            for (int j = 0; j < COMPONENTS.length; j++) {
                if (components[j].isEmpty()) continue;
                xml.writeStartElement(COMPONENTS[j]);
                text(components[j]);
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
    }

    /** Readers make a line feed of a carriage return that is not written as a reference (XML 1.0, 2.11). */
    private void text(String text) throws XMLStreamException {
        String[] pieces = allowed(text).split("\r", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i > 0) xml.writeEntityRef("#13");
            xml.writeCharacters(pieces[i]);
        }
    }

    /** XML 1.0 has no control characters but these three, no lone surrogates, and not the last two code points of a plane's 64 k. */
    private static String allowed(String text) {
        if (text.codePoints().allMatch(NativeModelWriter::isAllowed)) return text;
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isAllowed(c) ? c : 0xfffd));
        return clean.toString();
    }

    private static boolean isAllowed(int c) {
        if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
        return c < 0xd800 || c > 0xdfff && c < 0xfffe || c > 0xffff;
    }
}
