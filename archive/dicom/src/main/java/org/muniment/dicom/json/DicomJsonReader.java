package org.muniment.dicom.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.SpecificCharacterSet;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/**
 * Reads DICOM JSON Model objects (PS3.18 Annex F). What departs from the model is refused by a {@link DicomJsonException} that names
 * the place; members may come in any order. Memory is bounded by the length allowed.
 *
 * <p>Text is UTF-8 in the result whatever Specific Character Set the object names, and the result says so: {@code ISO_IR 192}, unless
 * the object names none and has nothing beyond ASCII. Group lengths are dropped. Does not close the stream; reusable, not thread-safe.
 */
public final class DicomJsonReader {

    private static final long DEFAULT_MAX_LENGTH = 16L << 20;
    private static final int DEFAULT_MAX_DEPTH = 64;

    /** Below this a value costs far more memory than its characters say: {@code {}} or {@code 1,}. */
    private static final int CHARACTERS_TO_A_VALUE = 16;

    private static final int ALWAYS_ALLOWED = 1000;

    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");

    private final BulkDataResolver resolver;
    private final long maxLength;
    private final int maxDepth;

    /** Refuses every BulkDataURI, more than 16 M characters, and sequences more than 64 deep. */
    public DicomJsonReader() {
        this((path, vr, uri) -> null, DEFAULT_MAX_LENGTH, DEFAULT_MAX_DEPTH);
    }

    /**
     * @param maxLength characters of JSON accepted; and a sixteenth as many elements and values in one object
     * @param maxDepth sequences within sequences accepted
     */
    public DicomJsonReader(BulkDataResolver resolver, long maxLength, int maxDepth) {
        this.resolver = resolver;
        this.maxLength = maxLength;
        this.maxDepth = maxDepth;
    }

    /** One object and nothing else. */
    public Attributes read(InputStream in) throws IOException {
        JsonInput json = new JsonInput(in, maxLength);
        Attributes dataSet = new Parse(json).root();
        json.expectEnd();
        return dataSet;
    }

    /** An array of objects, or a single one; each is handed over before the next is read. */
    public void readAll(InputStream in, Consumer<Attributes> each) throws IOException {
        JsonInput json = new JsonInput(in, maxLength);
        if (json.accept('[')) {
            for (boolean first = true; json.another(']', first); first = false) each.accept(new Parse(json).root());
        } else {
            each.accept(new Parse(json).root());
        }
        json.expectEnd();
    }

    /** One object being read. */
    private final class Parse {
        private final JsonInput json;
        private final ElementValues values;
        private int depth;
        private long count;

        Parse(JsonInput json) {
            this.json = json;
            this.values = new ElementValues(json);
        }

        Attributes root() throws IOException {
            json.expect('{');
            Attributes dataSet = new Attributes();
            for (boolean first = true; json.another('}', first); first = false) {
                String name = json.string();
                if (!TAG.matcher(name).matches()) throw json.error("A name that is not a tag");
                json.expect(':');
                element(name, dataSet);
            }
            if (values.sawBeyondAscii()) setUtf8(dataSet);
            return dataSet;
        }

        private void setUtf8(Attributes dataSet) {
            dataSet.setString(Tag.SpecificCharacterSet, VR.CS, SpecificCharacterSet.UTF8.toString());
        }

        /** The member of this tag, up to the end of its object. */
        private void element(String tagName, Attributes dataSet) throws IOException {
            int tag = Integer.parseUnsignedInt(tagName, 16);
            int length = json.path.length();
            json.path.append(length == 0 ? "" : "/").append(tagName.toUpperCase(Locale.ROOT));
            charge();
            if (dataSet.contains(tag)) throw json.error("The element is there twice");
            VR vr = null;
            String form = null;
            List<Object> list = null;
            String text = null;
            json.expect('{');
            for (boolean first = true; json.another('}', first); first = false) {
                String name = json.string();
                json.expect(':');
                if (name.equals("vr")) {
                    if (vr != null) throw json.error("More than one vr");
                    vr = vr(json.string());
                    continue;
                }
                if (form != null) throw json.error("More than one of Value, InlineBinary and BulkDataURI");
                form = name;
                switch (name) {
                    case "Value" -> list = list();
                    case "InlineBinary", "BulkDataURI" -> text = json.string();
                    default -> throw json.error("A member that is none of vr, Value, InlineBinary and BulkDataURI");
                }
            }
            if (vr == null) throw json.error("No vr");
            boolean groupLength = (tag & 0xffff) == 0;
            if (tag == Tag.SpecificCharacterSet) setUtf8(dataSet);
            else if (!groupLength) dataSet.put(new Element(tag, vr, value(vr, form, list, text)));
            json.path.setLength(length);
        }

        private void charge() throws IOException {
            if (++count > Math.max(ALWAYS_ALLOWED, maxLength / CHARACTERS_TO_A_VALUE)) {
                throw json.error("Too many elements and values");
            }
        }

        private VR vr(String name) throws IOException {
            VR vr = name.length() == 2 ? VR.of(name.charAt(0) << 8 | name.charAt(1)) : null;
            if (vr == null) throw json.error("No such vr");
            return vr;
        }

        private Value value(VR vr, String form, List<Object> list, String text) throws IOException {
            if (form == null) return vr == VR.SQ ? new Value.Items(new ArrayList<>()) : Value.Bytes.EMPTY;
            return switch (form) {
                case "InlineBinary" -> values.inlineBinary(vr, text);
                case "BulkDataURI" -> referred(vr, text);
                default -> values.of(vr, list);
            };
        }

        private Value referred(VR vr, String uri) throws IOException {
            if (vr == VR.SQ) throw json.error("A sequence cannot be a BulkDataURI");
            Value value = resolver.resolve(json.path.toString(), vr, uri);
            if (value == null) throw json.error("Nothing is known by this BulkDataURI");
            return value;
        }

        /** Strings, {@link JsonNumber}s, names as maps, items, and nulls, whatever the VR will turn out to be. */
        private List<Object> list() throws IOException {
            List<Object> list = new ArrayList<>();
            json.expect('[');
            int length = json.path.length();
            for (boolean first = true; json.another(']', first); first = false) {
                json.path.append('/').append(list.size() + 1);
                charge();
                switch (json.peek()) {
                    case '"' -> list.add(json.string());
                    case '{' -> list.add(object());
                    case 'n' -> {
                        json.expectNull();
                        list.add(null);
                    }
                    default -> list.add(new JsonNumber(json.number()));
                }
                json.path.setLength(length);
            }
            return list;
        }

        /** An item, or a name's component groups, as its first member tells. */
        private Object object() throws IOException {
            json.expect('{');
            Attributes item = new Attributes();
            Map<String, String> groups = new LinkedHashMap<>();
            depth++;
            for (boolean first = true; json.another('}', first); first = false) {
                String name = json.string();
                boolean isTag = TAG.matcher(name).matches();
                json.expect(':');
                if (isTag && depth > maxDepth) throw json.error("Nested deeper than " + maxDepth);
                if (isTag && groups.isEmpty()) element(name, item);
                else if (isTag || !item.isEmpty()) throw json.error("Tags and other names in one object");
                else if (groups.put(name, json.string()) != null) throw json.error("A name that is there twice");
            }
            depth--;
            return groups.isEmpty() ? item : groups;
        }
    }

    /** A number as it was written. */
    record JsonNumber(String literal) {}
}
