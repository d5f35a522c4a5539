package org.muniment.dicom.pixel.render;

/**
 * How a frame is to be rendered.
 *
 * @param overlays whether overlay planes are drawn
 */
public record Rendering(Voi voi, Viewport viewport, boolean overlays) {

    /** As the object asks for, in its own size, with overlays. */
    public static final Rendering DEFAULT = new Rendering(new Voi.Preset(1), Viewport.UNSCALED, true);

    public Rendering withVoi(Voi other) {
        return new Rendering(other, viewport, overlays);
    }

    public Rendering withViewport(Viewport other) {
        return new Rendering(voi, other, overlays);
    }

    public Rendering withOverlays(boolean drawn) {
        return new Rendering(voi, viewport, drawn);
    }
}
