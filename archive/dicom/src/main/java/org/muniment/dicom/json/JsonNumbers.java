package org.muniment.dicom.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.muniment.dicom.VR;

/**
 * Which values may stand as JSON numbers. PS3.18 F.2.3 lets DS, IS, SV and UV be strings "to preserve the original format or to avoid
 * losing precision": we do so where the text is no number, or none that a double (all that many readers have) holds exactly enough.
 * FL and FD can only be numbers there; NaN and the infinities, for which JSON has none, are strings as other toolkits write them.
 */
final class JsonNumbers {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,12}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final int DOUBLE_PRECISION = 53;

    private JsonNumbers() {}

    /** The JSON number for a value of DS or IS, keeping its digits; null where it has to be a string. */
    static String ofText(VR vr, String text) {
        if (!(vr == VR.IS ? INTEGER : DECIMAL).matcher(text).matches()) return null;
        if (vr == VR.DS && !surviveDouble(text)) return null;
        boolean negative = text.charAt(0) == '-';
        String digits = negative || text.charAt(0) == '+' ? text.substring(1) : text;
        int zeros = 0;
        while (zeros + 1 < digits.length() && digits.charAt(zeros) == '0' && isDigit(digits.charAt(zeros + 1))) zeros++;
        digits = digits.substring(zeros);
        if (digits.charAt(0) == '.') digits = "0" + digits;
        int point = digits.indexOf('.');
        boolean bare = point >= 0 && (point + 1 == digits.length() || !isDigit(digits.charAt(point + 1)));
        if (bare) digits = digits.substring(0, point) + digits.substring(point + 1);
        return negative ? "-" + digits : digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Fifteen digits always do; the sixteenth, which DS has room for, sometimes. */
    private static boolean surviveDouble(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) return false;
        BigDecimal exact = new BigDecimal(text);
        return exact.signum() == 0
                || exact.precision() <= 15 && Math.abs(value) >= Double.MIN_NORMAL
                || exact.compareTo(new BigDecimal(Double.toString(value))) == 0;
    }

    /** Whether every JSON reader gets this number as it is. */
    static boolean isExact(BigInteger value) {
        return value.bitLength() <= DOUBLE_PRECISION;
    }
}
