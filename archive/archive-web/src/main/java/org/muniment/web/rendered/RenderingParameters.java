package org.muniment.web.rendered;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muniment.dicom.pixel.render.Rendering;
import org.muniment.dicom.pixel.render.Viewport;
import org.muniment.dicom.pixel.render.Voi;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;

/**
 * How a client wants an image rendered (PS3.18 8.3.5.1).
 *
 * @param quality 1 to 100, for JPEG
 * @param ignored names of parameters that have no effect here, which the answer is to say
 */
public record RenderingParameters(Rendering rendering, int quality, List<String> ignored) {

    private static final int DEFAULT_QUALITY = 90;

    private static final List<String> WITHOUT_EFFECT = List.of("annotation", "iccprofile", "charset");

    /** @throws BadParameterException where one makes no sense */
    static RenderingParameters of(QueryParameters query, Viewport otherwise) {
        Rendering rendering = Rendering.DEFAULT.withViewport(
                query.single("viewport").map(RenderingParameters::viewport).orElse(otherwise));
        Optional<Voi> window = query.single("window").map(RenderingParameters::window);
        if (window.isPresent()) rendering = rendering.withVoi(window.get());
        int quality = quality(query, "quality");
        List<String> ignored = new ArrayList<>(WITHOUT_EFFECT);
        ignored.retainAll(query.all().keySet());
        return new RenderingParameters(rendering, quality, ignored);
    }

    /** @param parameter the one that has it, perhaps */
    public static int quality(QueryParameters query, String parameter) {
        int quality = query.unsigned(parameter).orElse(DEFAULT_QUALITY);
        if (quality < 1 || quality > 100) throw new BadParameterException(parameter, "is not 1 to 100");
        return quality;
    }

    /** {@code center,width,function}, PS3.18 8.3.5.1.4. */
    private static Voi window(String text) {
        String[] values = text.split(",", 4);
        if (values.length < 2 || values.length > 3)
            throw new BadParameterException("window", "is not center,width,function");
        String function = values.length < 3 ? "linear" : values[2].strip().toLowerCase(Locale.ROOT);
        return window(
                "window",
                number("window", values[0]),
                number("window", values[1]),
                switch (function) {
                    case "linear" -> Voi.Function.LINEAR;
                    case "linear-exact" -> Voi.Function.LINEAR_EXACT;
                    case "sigmoid" -> Voi.Function.SIGMOID;
                    default -> throw new BadParameterException(
                            "window", "has a function that is none of linear, linear-exact and sigmoid");
                });
    }

    /** @param parameter the one to be named where it makes no sense */
    public static Voi window(String parameter, double center, double width, Voi.Function function) {
        try {
            return new Voi.Window(center, width, function);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(parameter, e.getMessage());
        }
    }

    /** {@code vw,vh} or {@code vw,vh,sx,sy,sw,sh}, of which the last four may each be left empty (PS3.18 8.3.5.1.3). */
    private static Viewport viewport(String text) {
        String[] values = text.split(",", -1);
        if (values.length != 2 && values.length != 6)
            throw new BadParameterException("viewport", "is neither vw,vh nor vw,vh,sx,sy,sw,sh");
        try {
            Viewport.Region region = values.length == 2
                    ? null
                    : new Viewport.Region(
                            optional(values[2]), optional(values[3]), optional(values[4]), optional(values[5]));
            return new Viewport(size(values[0]), size(values[1]), region);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("viewport", e.getMessage());
        }
    }

    private static int size(String text) {
        double size = number("viewport", text);
        if (size != Math.rint(size) || size < 1) throw new BadParameterException("viewport", "has a size that is none");
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    private static double optional(String text) {
        return text.isBlank() ? 0 : number("viewport", text);
    }

    /** @param parameter the one to be named where it is none */
    public static double number(String parameter, String text) {
        String digits = text.strip();
        if (!digits.matches("[+-]?[0-9]{1,15}(\\.[0-9]{0,15})?([eE][+-]?[0-9]{1,3})?"))
            throw new BadParameterException(parameter, "has a number that is none");
        return Double.parseDouble(digits);
    }
}
