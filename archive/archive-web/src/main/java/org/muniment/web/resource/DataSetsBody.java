package org.muniment.web.resource;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.json.DicomJsonWriter;
import org.muniment.dicom.xml.NativeModelWriter;
import org.muniment.web.media.Representation;
import org.muniment.web.multipart.MultipartWriter;

/** Data sets without their bulk as the body of an answer, each written before the next is asked for (PS3.18 8.7.3.2). */
public final class DataSetsBody {

    /** DICOM JSON first, as the default (PS3.18 table 8.7.3-1); some clients ask for plain JSON and mean it. */
    public static final List<Representation> FORMS = List.of(
            Representation.single("application/dicom+json"),
            Representation.single("application/json"),
            Representation.multipart("application/dicom+xml"));

    private DataSetsBody() {}

    /** @param form one of {@link #FORMS}; where there are no data sets, XML is 204, as a multipart body has at least one part */
    public static void write(Iterator<Attributes> dataSets, Representation form, HttpServletResponse response)
            throws IOException {
        if (!form.multipart()) {
            response.setContentType(form.contentType());
            new DicomJsonWriter(response.getOutputStream()).writeArray(dataSets);
        } else if (!dataSets.hasNext()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            writeParts(dataSets, form, response);
        }
    }

    private static void writeParts(Iterator<Attributes> dataSets, Representation form, HttpServletResponse response)
            throws IOException {
        MultipartWriter parts = new MultipartWriter(response.getOutputStream());
        response.setContentType(parts.contentType(form.mediaType()));
        NativeModelWriter writer = new NativeModelWriter(response.getOutputStream());
        while (dataSets.hasNext()) {
            parts.begin(Map.of("Content-Type", form.contentType()));
            writer.write(dataSets.next());
        }
        parts.close();
    }
}
