package org.muniment.core.coerce;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.muniment.dicom.VR;

/** What a value of each VR may be (PS3.5 table 6.2-1): a rule must not make a data set worse than it came. */
final class ValueRules {

    private static final Pattern CS = Pattern.compile("[A-Z0-9 _]{0,16}");
    private static final Pattern UI = Pattern.compile("(?=.{1,64}$)(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))*");
    private static final Pattern AS = Pattern.compile("[0-9]{3}[DWMY]");
    private static final Pattern TM =
            Pattern.compile("([01][0-9]|2[0-3])([0-5][0-9]([0-5][0-9]|60)?(\\.[0-9]{1,6})?)?");
    private static final Pattern DT = Pattern.compile(
            "[0-9]{4}((0[1-9]|1[0-2])([0-9]{2}([0-9]{2}([0-9]{2}([0-9]{2}(\\.[0-9]{1,6})?)?)?)?)?)?([+-][0-9]{4})?");
    private static final Pattern DS = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([Ee][+-]?[0-9]+)?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,11}");

    private ValueRules() {}

    /** What is wrong with the values, if anything. An empty value is always allowed. */
    static Optional<String> problem(VR vr, List<String> values) {
        if (!canBeText(vr)) return Optional.of("attributes of VR " + vr + " can't be given as text");
        if (vr.isSingleText() && values.size() > 1) return Optional.of("VR " + vr + " has one value only");
        for (String value : values)
            if (!value.isEmpty() && !fits(vr, value)) return Optional.of("a value is not a valid " + vr);
        return Optional.empty();
    }

    static boolean canBeText(VR vr) {
        return vr.isString() || isWhole(vr);
    }

    static boolean isWhole(VR vr) {
        return vr == VR.US || vr == VR.SS || vr == VR.UL || vr == VR.SL;
    }

    private static boolean fits(VR vr, String value) {
        return switch (vr) {
            case AE -> value.length() <= 16 && isLine(value) && isAscii(value);
            case AS -> AS.matcher(value).matches();
            case CS -> CS.matcher(value).matches();
            case DA -> isDate(value);
            case DS -> value.length() <= 16 && DS.matcher(value).matches();
            case DT -> value.length() <= 26 && DT.matcher(value).matches();
            case IS -> value.length() <= 12 && inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LO -> length(value) <= 64 && isLine(value);
            case SH -> length(value) <= 16 && isLine(value);
            case PN -> isName(value);
            case TM -> TM.matcher(value).matches();
            case UI -> UI.matcher(value).matches();
            case UC -> isLine(value);
            case UR -> isAscii(value) && isLine(value) && value.indexOf(' ') < 0;
            case ST -> length(value) <= 1024 && isText(value);
            case LT -> length(value) <= 10240 && isText(value);
            case UT -> isText(value);
            case US -> inRange(value, 0, 0xffff);
            case SS -> inRange(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case UL -> inRange(value, 0, 0xffffffffL);
            case SL -> inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case AT, FD, FL, OB, OD, OF, OL, OV, OW, SQ, SV, UN, UV -> false;
        };
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 128);
    }

    /** No control characters, and no backslash, which would make two values of one. */
    private static boolean isLine(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c != 127 && c != '\\');
    }

    private static boolean isText(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c != 127 || c == '\n' || c == '\r' || c == '\t' || c == '\f');
    }

    private static boolean isName(String value) {
        String[] groups = value.split("=", -1);
        if (groups.length > 3 || !isLine(value)) return false;
        for (String group : groups) if (length(group) > 64 || group.split("\\^", -1).length > 5) return false;
        return true;
    }

    private static boolean isDate(String value) {
        try {
            return value.matches("[0-9]{8}") && LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean inRange(String value, long least, long most) {
        if (!WHOLE.matcher(value).matches()) return false;
        long number = Long.parseLong(value);
        return number >= least && number <= most;
    }
}
