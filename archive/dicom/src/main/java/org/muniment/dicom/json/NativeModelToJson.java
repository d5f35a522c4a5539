package org.muniment.dicom.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Turns the XML of the Native DICOM Model (PS3.19 A.1) into the JSON of the DICOM JSON Model, which is then checked by {@link DicomJsonReader}.
 * Private elements, which XML names by their creator, get a block of it. Streams; neither document type declarations nor external entities are
 * read.
 */
public final class NativeModelToJson {

    private static final int DEEPEST = 64;
    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
    /** Private Creator (gggg,0010) to (gggg,00FF), gggg odd: some writers write them, too. */
    private static final Pattern CREATOR = Pattern.compile("[0-9A-F]{3}[13579BDF]00(?!0)[0-9A-F]{2}");

    private static final String[] NAME_COMPONENTS = {"FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix"
    };

    private final XMLStreamReader xml;
    private final JsonOutput json;

    private NativeModelToJson(XMLStreamReader xml, OutputStream out) {
        this.xml = xml;
        this.json = new JsonOutput(out);
    }

    /**
     * Writes one object for the document's one data set; closes neither stream.
     *
     * @throws DicomJsonException where {@code in} is not XML, or not of this model
     */
    public static void convert(InputStream in, OutputStream out) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = null;
        try {
            xml = factory.createXMLStreamReader(in);
            new NativeModelToJson(xml, out).document();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException failure) throw failure;
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new DicomJsonException("", "Not well-formed XML in line " + line, 0);
        } finally {
            close(xml);
        }
    }

    private static void close(XMLStreamReader xml) throws IOException {
        try {
            if (xml != null) xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void document() throws IOException, XMLStreamException {
        if (!nextChild() || !name().equals("NativeDicomModel")) throw error("The root is not NativeDicomModel");
        dataSet(0);
        json.flush();
    }

    /** The DicomAttribute children of the element just begun. */
    private void dataSet(int depth) throws IOException, XMLStreamException {
        if (depth > DEEPEST) throw error("Nested deeper than " + DEEPEST);
        Map<String, Integer> blocks = new HashMap<>();
        json.open('{');
        while (nextChild()) {
            if (!name().equals("DicomAttribute")) throw error("A child that is not DicomAttribute");
            attribute(blocks, depth);
        }
        json.close('}');
    }

    private void attribute(Map<String, Integer> blocks, int depth) throws IOException, XMLStreamException {
        String tag = required("tag").toUpperCase(Locale.ROOT);
        String vr = required("vr");
        if (!TAG.matcher(tag).matches()) throw error("A tag that is not eight hexadecimal digits");
        String creator = xml.getAttributeValue(null, "privateCreator");
        if (creator != null) tag = inBlock(tag, creator, blocks);
        json.name(tag);
        json.open('{');
        json.name("vr");
        json.string(vr);
        boolean any = nextChild();
        if (any && (name().equals("BulkData") || name().equals("InlineBinary"))) {
            binary();
            any = nextChild();
            if (any) throw error("More than one value beside binary data");
        }
        String text = any ? values(depth) : null;
        json.close('}');
        if (CREATOR.matcher(tag).matches()) {
            String named = text == null ? tag : text.strip();
            blocks.put(tag.substring(0, 4) + named, Integer.parseInt(tag.substring(6), 16));
        }
    }

    /** The tag within the creator's block, which is reserved where that is not done yet. */
    private String inBlock(String tag, String creator, Map<String, Integer> blocks) throws IOException {
        String group = tag.substring(0, 4);
        Integer block = blocks.get(group + creator);
        if (block == null) {
            block = 0x10;
            while (isTaken(block, group, blocks)) block++;
            if (block > 0xff) throw error("More private creators than blocks");
            blocks.put(group + creator, block);
            json.name(group + String.format("%04X", block));
            json.open('{');
            json.name("vr");
            json.string("LO");
            json.name("Value");
            json.open('[');
            json.string(creator);
            json.close(']');
            json.close('}');
        }
        return group + String.format("%02X", block) + tag.substring(6);
    }

    private static boolean isTaken(int block, String group, Map<String, Integer> blocks) {
        return blocks.entrySet().stream()
                .anyMatch(entry -> entry.getValue() == block && entry.getKey().startsWith(group));
    }

    private void binary() throws IOException, XMLStreamException {
        boolean bulk = name().equals("BulkData");
        json.name(bulk ? "BulkDataURI" : "InlineBinary");
        if (!bulk) {
            json.string(xml.getElementText().replaceAll("\\s+", ""));
            return;
        }
        String uri = xml.getAttributeValue(null, "uri");
        if (uri == null) uri = required("uuid");
        json.string(uri);
        if (nextChild()) throw error("BulkData has children");
    }

    /** Value, PersonName or Item elements, the first of which has just begun; returns the text of the last Value, or null. */
    private String values(int depth) throws IOException, XMLStreamException {
        String text = null;
        json.name("Value");
        json.open('[');
        do {
            switch (name()) {
                case "Value" -> {
                    text = xml.getElementText();
                    json.string(text);
                }
                case "Item" -> dataSet(depth + 1);
                case "PersonName" -> personName();
                default -> throw error("A value that is none of Value, Item and PersonName");
            }
        } while (nextChild());
        json.close(']');
        return text;
    }

    private void personName() throws IOException, XMLStreamException {
        json.open('{');
        while (nextChild()) {
            json.name(name());
            json.string(componentGroup());
        }
        json.close('}');
    }

    private String componentGroup() throws IOException, XMLStreamException {
        String[] components = {"", "", "", "", ""};
        int used = 0;
        while (nextChild()) {
            int component = Arrays.asList(NAME_COMPONENTS).indexOf(name());
            if (component < 0) throw error("A component that no person name has");
            components[component] = xml.getElementText();
            used = Math.max(used, component + 1);
        }
        return String.join("^", Arrays.copyOf(components, used));
    }

    /** Goes to the next child, or to the end of the element it would be a child of. */
    private boolean nextChild() throws IOException, XMLStreamException {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.isWhiteSpace()) throw error("Text between elements");
                }
                default -> {} // comments and the like
            }
        }
    }

    private String name() {
        return xml.getLocalName();
    }

    private String required(String attribute) throws DicomJsonException {
        String value = xml.getAttributeValue(null, attribute);
        if (value == null) throw error(name() + " without " + attribute);
        return value;
    }

    private DicomJsonException error(String problem) {
        return new DicomJsonException("", problem, xml.getLocation().getCharacterOffset());
    }
}
