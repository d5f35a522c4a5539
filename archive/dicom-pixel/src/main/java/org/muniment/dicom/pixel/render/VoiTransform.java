package org.muniment.dicom.pixel.render;

/** From values of the modality to shades of grey, 0 to 255 (PS3.3 C.11.2). */
@FunctionalInterface
interface VoiTransform {

    int apply(double value);

    static VoiTransform of(LookupTable table) {
        return value -> (int) Math.rint(Math.min(table.get(value), table.most()) * 255.0 / table.most());
    }

    static VoiTransform of(Voi.Window window) {
        double c = window.center();
        double w = window.width();
        return switch (window.function()) {
            case LINEAR -> w == 1 ? value -> value <= c - 0.5 ? 0 : 255 : linear(c - 0.5, w - 1);
            case LINEAR_EXACT -> linear(c, w);
            case SIGMOID -> value -> shade(255 / (1 + Math.exp(-4 * (value - c) / w)));
        };
    }

    private static VoiTransform linear(double center, double width) {
        return value -> shade(((value - center) / width + 0.5) * 255);
    }

    private static int shade(double y) {
        return y <= 0 ? 0 : y >= 255 ? 255 : (int) (y + 0.5);
    }
}
