package org.muniment.web.uri;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.dicom.Tag;
import org.muniment.dicom.pixel.render.Rendering;
import org.muniment.dicom.pixel.render.Viewport;
import org.muniment.dicom.pixel.render.Voi;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;
import org.muniment.web.rendered.RenderingParameters;

/** The query parameters of the URI service (PS3.18 tables 9.4.1-1 and 9.5.1-1). */
record UriParameters(QueryParameters query) {

    /** What changes a picture's meaning, and what protects a patient, is refused rather than left undone. */
    private static final List<String> NOT_OFFERED = List.of("anonymize", "presentationUID", "presentationSeriesUID");

    void requireOffered() {
        if (!required("requestType").equals("WADO")) throw new BadParameterException("requestType", "is not WADO");
        for (String name : NOT_OFFERED)
            if (!query.all(name).isEmpty()) throw new BadParameterException(name, "is not offered by this archive");
    }

    InstanceId instance() {
        return new InstanceId(
                uid("studyUID", StudyInstanceUid::new),
                uid("seriesUID", SeriesInstanceUid::new),
                uid("objectUID", SopInstanceUid::new));
    }

    private <U> U uid(String name, Function<String, U> uid) {
        try {
            return uid.apply(required(name));
        } catch (ArchiveException e) {
            throw new BadParameterException(name, e.getMessage());
        }
    }

    private String required(String name) {
        return query.single(name).orElseThrow(() -> new BadParameterException(name, "is missing"));
    }

    RenderingParameters rendering(InstanceRecord image) {
        Rendering rendering = Rendering.DEFAULT.withViewport(viewport(image));
        Optional<Voi> window = window();
        if (window.isPresent()) rendering = rendering.withVoi(window.get());
        List<String> ignored = new ArrayList<>(List.of("annotation"));
        ignored.retainAll(query.all().keySet());
        return new RenderingParameters(rendering, RenderingParameters.quality(query, "imageQuality"), ignored);
    }

    private Optional<Voi> window() {
        Optional<String> center = query.single("windowCenter");
        Optional<String> width = query.single("windowWidth");
        if (center.isEmpty() && width.isEmpty()) return Optional.empty();
        if (center.isEmpty()) throw new BadParameterException("windowCenter", "is missing beside windowWidth");
        if (width.isEmpty()) throw new BadParameterException("windowWidth", "is missing beside windowCenter");
        return Optional.of(RenderingParameters.window(
                "windowWidth",
                RenderingParameters.number("windowCenter", center.get()),
                RenderingParameters.number("windowWidth", width.get()),
                Voi.Function.LINEAR));
    }

    private Viewport viewport(InstanceRecord image) {
        try {
            return new Viewport(
                    query.unsigned("columns").orElse(0),
                    query.unsigned("rows").orElse(0),
                    query.single("region").map(text -> region(text, image)).orElse(null));
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("rows, columns, region", e.getMessage());
        }
    }

    /** {@code xmin,ymin,xmax,ymax} as fractions of the image (PS3.18 9.5.1.2.5). */
    private static Viewport.Region region(String text, InstanceRecord image) {
        String[] corners = text.split(",", -1);
        if (corners.length != 4) throw new BadParameterException("region", "is not xmin,ymin,xmax,ymax");
        double[] c = new double[4];
        for (int i = 0; i < 4; i++) c[i] = RenderingParameters.number("region", corners[i]);
        if (!(c[0] >= 0 && c[1] >= 0 && c[2] <= 1 && c[3] <= 1 && c[0] < c[2] && c[1] < c[3]))
            throw new BadParameterException("region", "does not lie within 0 to 1");
        int columns = image.attributes().getInt(Tag.Columns, 1);
        int rows = image.attributes().getInt(Tag.Rows, 1);
        return new Viewport.Region(c[0] * columns, c[1] * rows, (c[2] - c[0]) * columns, (c[3] - c[1]) * rows);
    }
}
