package org.muniment.dicom.pixel.render;

/** Which values of interest are spread over the display range (PS3.3 C.11.2). */
public sealed interface Voi {

    /**
     * What the object itself offers: its windows, then its VOI LUTs; where it has none, a window over the values that occur.
     *
     * @param number from 1; one that is not there means the first
     */
    record Preset(int number) implements Voi {
        public Preset {
            if (number < 1) throw new IllegalArgumentException("Presets count from 1");
        }
    }

    /**
     * A window in units of the modality LUT's output.
     *
     * @param width at least 1 with LINEAR, greater than 0 otherwise
     */
    record Window(double center, double width, Function function) implements Voi {
        public Window {
            boolean valid = function == Function.LINEAR ? width >= 1 : width > 0;
            if (!valid || !Double.isFinite(center) || !Double.isFinite(width)) {
                throw new IllegalArgumentException("Window width " + width + " is out of range for " + function);
            }
        }
    }

    /** VOI LUT Function (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
    enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID
    }
}
