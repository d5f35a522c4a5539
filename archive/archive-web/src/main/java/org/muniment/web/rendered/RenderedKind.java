package org.muniment.web.rendered;

import org.muniment.dicom.pixel.render.Viewport;

/** What an image is rendered for, where its size is not asked for. */
enum RenderedKind {
    RENDERED(Viewport.UNSCALED),
    THUMBNAIL(new Viewport(128, 128, null));

    private final Viewport viewport;

    RenderedKind(Viewport viewport) {
        this.viewport = viewport;
    }

    Viewport viewport() {
        return viewport;
    }
}
