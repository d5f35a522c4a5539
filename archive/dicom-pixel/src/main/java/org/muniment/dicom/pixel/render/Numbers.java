package org.muniment.dicom.pixel.render;

import java.util.Arrays;
import org.muniment.dicom.Attributes;

/** Decimal strings as numbers; what is none is not there. */
final class Numbers {

    private Numbers() {}

    static double first(Attributes from, int tag, double otherwise) {
        double[] all = all(from, tag);
        return all.length > 0 && Double.isFinite(all[0]) ? all[0] : otherwise;
    }

    /** NaN for what is no number. */
    static double[] all(Attributes from, int tag) {
        return Arrays.stream(from.getStrings(tag)).mapToDouble(Numbers::parse).toArray();
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
