package org.muniment.dicom.pixel.render;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.pixel.PixelException;

/** From stored values to values that mean something, such as Hounsfield units (PS3.3 C.11.1). */
sealed interface ModalityTransform {

    double apply(long stored);

    /** Least and greatest of what a range of stored values becomes. */
    double[] range(long least, long most);

    /** @param slope may be negative */
    record Rescale(double slope, double intercept) implements ModalityTransform {
        @Override
        public double apply(long stored) {
            return stored * slope + intercept;
        }

        @Override
        public double[] range(long least, long most) {
            double a = apply(least);
            double b = apply(most);
            return new double[] {Math.min(a, b), Math.max(a, b)};
        }

        boolean isIdentity() {
            return slope == 1 && intercept == 0;
        }
    }

    record Lut(LookupTable table) implements ModalityTransform {
        @Override
        public double apply(long stored) {
            return table.get(stored);
        }

        @Override
        public double[] range(long least, long most) {
            double low = table.get(least);
            double high = low;
            // Between two entries nothing changes, and outside of the table neither.
            long from = Math.max(least, table.first());
            long to = Math.min(most, table.first() + table.entries().length);
            for (long stored = from; stored <= to; stored++) {
                low = Math.min(low, table.get(stored));
                high = Math.max(high, table.get(stored));
            }
            return new double[] {low, high};
        }
    }

    static ModalityTransform of(Attributes header, FunctionalGroups groups, boolean signed) throws PixelException {
        Attributes lut = header.getItem(Tag.ModalityLUTSequence);
        if (lut != null) return new Lut(LookupTable.read(lut, Tag.LUTDescriptor, Tag.LUTData, signed));
        Attributes rescale = groups.macro(Tag.PixelValueTransformationSequence);
        double slope = Numbers.first(rescale, Tag.RescaleSlope, 1);
        return new Rescale(slope == 0 ? 1 : slope, Numbers.first(rescale, Tag.RescaleIntercept, 0));
    }
}
