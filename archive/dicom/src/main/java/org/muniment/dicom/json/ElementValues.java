package org.muniment.dicom.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.json.DicomJsonReader.JsonNumber;

/** Turns what a Value array holds into the bytes of a VR, refusing what that VR cannot hold (PS3.18 table F.2.3-1). */
final class ElementValues {

    private static final List<String> COMPONENT_GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");
    /** DS has room for no more characters (PS3.5 6.2). */
    private static final int DS_LENGTH = 16;

    private final JsonInput json;
    private boolean beyondAscii;

    ElementValues(JsonInput json) {
        this.json = json;
    }

    /** Whether any text so far needs a character set. */
    boolean sawBeyondAscii() {
        return beyondAscii;
    }

    Value inlineBinary(VR vr, String base64) throws DicomJsonException {
        switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> {}
            default -> throw json.error("InlineBinary is not for " + vr);
        }
        try {
            return padded(vr, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw json.error("Not Base64");
        }
    }

    Value of(VR vr, List<Object> values) throws DicomJsonException {
        return switch (vr) {
            case SQ -> items(values);
            case OB, OD, OF, OL, OV, OW, UN -> throw json.error(vr + " takes InlineBinary or BulkDataURI, no Value");
            case AT, FD, FL, SL, SS, SV, UL, US, UV -> numbers(vr, values);
            default -> text(vr, values);
        };
    }

    private Value items(List<Object> values) throws DicomJsonException {
        List<Attributes> items = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof Attributes item)) throw json.error("An item has to be an object of elements");
            items.add(item);
        }
        return new Value.Items(items);
    }

    private Value text(VR vr, List<Object> values) throws DicomJsonException {
        if (vr.isSingleText() && values.size() > 1) throw json.error(vr + " takes one value");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String text = text(vr, values.get(i));
            if (!vr.isSingleText() && text.indexOf('\\') >= 0) throw json.error("A backslash within a value");
            if (i > 0) all.append('\\');
            all.append(text);
        }
        String joined = all.toString();
        if (vr.kind() == VR.Kind.TEXT) {
            beyondAscii |= joined.chars().anyMatch(c -> c > 0x7e);
            return padded(vr, joined.getBytes(StandardCharsets.UTF_8));
        }
        if (joined.chars().anyMatch(c -> c > 0xff)) throw json.error("Characters that " + vr + " cannot hold");
        return padded(vr, joined.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String text(VR vr, Object value) throws DicomJsonException {
        if (value == null) return "";
        if (vr == VR.PN) return personName(value);
        if (value instanceof String s) return s;
        if (value instanceof JsonNumber n && vr == VR.IS)
            return whole(n.literal()).toString();
        if (value instanceof JsonNumber n && vr == VR.DS) return decimal(n.literal());
        throw json.error(vr + " takes strings" + (vr == VR.IS || vr == VR.DS ? " and numbers" : ""));
    }

    /** As written where that fits; else rounded to what does. */
    private String decimal(String literal) throws DicomJsonException {
        if (literal.length() <= DS_LENGTH) return literal;
        BigDecimal exact = number(literal);
        for (int digits = DS_LENGTH; digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            String plain = rounded.scale() > DS_LENGTH || rounded.scale() < -DS_LENGTH ? "" : rounded.toPlainString();
            if (!plain.isEmpty() && plain.length() <= DS_LENGTH) return plain;
            if (rounded.toString().length() <= DS_LENGTH) return rounded.toString();
        }
        throw json.error("A number that DS cannot hold");
    }

    private String personName(Object value) throws DicomJsonException {
        if (value instanceof Attributes none && none.isEmpty()) return "";
        if (!(value instanceof Map<?, ?> groups)) throw json.error("PN takes objects of component groups");
        if (!Set.copyOf(COMPONENT_GROUPS).containsAll(groups.keySet())) {
            throw json.error("A component group that is none of " + COMPONENT_GROUPS);
        }
        StringBuilder name = new StringBuilder();
        int end = 0;
        for (String group : COMPONENT_GROUPS) {
            String text = groups.containsKey(group) ? (String) groups.get(group) : "";
            name.append(text);
            if (!text.isEmpty()) end = name.length();
            name.append('=');
        }
        return name.substring(0, end);
    }

    private Value numbers(VR vr, List<Object> values) throws DicomJsonException {
        int size = vr == VR.AT ? 4 : vr.unit();
        ByteBuffer out =
                ByteBuffer.allocate(Math.multiplyExact(values.size(), size)).order(ByteOrder.LITTLE_ENDIAN);
        for (Object value : values) {
            if (vr == VR.AT) {
                int tag = attributeTag(value);
                out.putShort((short) (tag >>> 16)).putShort((short) tag);
                continue;
            }
            String literal = value instanceof JsonNumber n ? n.literal() : value instanceof String s ? s : null;
            if (literal == null) throw json.error(vr + " takes numbers");
            switch (vr) {
                case FL -> out.putFloat((float) floating(vr, literal));
                case FD -> out.putDouble(floating(vr, literal));
                case US -> out.putShort((short) ranged(vr, literal, 16, false));
                case SS -> out.putShort((short) ranged(vr, literal, 16, true));
                case UL -> out.putInt((int) ranged(vr, literal, 32, false));
                case SL -> out.putInt((int) ranged(vr, literal, 32, true));
                default -> out.putLong(ranged(vr, literal, 64, vr == VR.SV));
            }
        }
        return new Value.Bytes(out.array());
    }

    private int attributeTag(Object value) throws DicomJsonException {
        if (!(value instanceof String s) || !s.matches("[0-9A-Fa-f]{8}")) {
            throw json.error("AT takes strings of eight hexadecimal digits");
        }
        return Integer.parseUnsignedInt(s, 16);
    }

    private double floating(VR vr, String literal) throws DicomJsonException {
        switch (literal) {
            case "NaN" -> {
                return Double.NaN;
            }
            case "Infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-Infinity" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                // once to the precision asked for: by way of a double it would be rounded twice
                String exact = number(literal).toString();
                double value = vr == VR.FL ? Float.parseFloat(exact) : Double.parseDouble(exact);
                if (Double.isInfinite(value)) throw json.error("A number that " + vr + " cannot hold");
                return value == 0 && literal.startsWith("-") ? -0.0 : value;
            }
        }
    }

    private long ranged(VR vr, String literal, int bits, boolean signed) throws DicomJsonException {
        BigInteger value = whole(literal);
        BigInteger above = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        BigInteger least = signed ? above.negate() : BigInteger.ZERO;
        if (value.compareTo(least) < 0 || value.compareTo(above) >= 0)
            throw json.error("A number that " + vr + " cannot hold");
        return value.longValue();
    }

    private BigInteger whole(String literal) throws DicomJsonException {
        BigDecimal value = number(literal);
        // ahead of the conversion, which would work out all the zeros of 1e999999999
        if (Math.abs((long) value.scale()) > 400) throw json.error("A number too large or too small");
        try {
            return value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw json.error("Not a whole number");
        }
    }

    private BigDecimal number(String literal) throws DicomJsonException {
        try {
            return new BigDecimal(literal);
        } catch (NumberFormatException e) {
            throw json.error("Not a number");
        }
    }

    private static Value padded(VR vr, byte[] bytes) {
        if ((bytes.length & 1) == 0) return new Value.Bytes(bytes);
        byte[] even = Arrays.copyOf(bytes, bytes.length + 1);
        even[bytes.length] = vr.padding();
        return new Value.Bytes(even);
    }
}
