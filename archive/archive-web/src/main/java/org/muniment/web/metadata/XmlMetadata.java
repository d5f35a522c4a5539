package org.muniment.web.metadata;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.muniment.core.metadata.Metadata;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.Value;
import org.muniment.dicom.json.DicomJsonReader;
import org.muniment.dicom.xml.NativeModelWriter;
import org.muniment.web.media.Representation;
import org.muniment.web.multipart.MultipartWriter;

/** Metadata in XML, made of the JSON that is kept: one part for each instance, written as soon as it is read. */
final class XmlMetadata {

    private static final int MAX_DEPTH = 64;

    private XmlMetadata() {}

    static void write(Metadata metadata, Representation form, HttpServletResponse response) throws IOException {
        MultipartWriter parts = new MultipartWriter(response.getOutputStream());
        response.setContentType(parts.contentType(form.mediaType()));
        NativeModelWriter writer = new NativeModelWriter(response.getOutputStream(), (path, element) -> uri(element));
        DicomJsonReader reader = new DicomJsonReader(
                (path, vr, uri) -> new Value.Bulk(new Referred(uri), 0, 1, false), Long.MAX_VALUE, MAX_DEPTH);
        try (InputStream json = metadata.json()) {
            reader.readAll(json, instance -> part(instance, form, parts, writer));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        parts.close();
    }

    private static void part(
            Attributes instance, Representation form, MultipartWriter parts, NativeModelWriter writer) {
        try {
            parts.begin(Map.of("Content-Type", form.contentType()));
            writer.write(instance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uri(Attributes.Element element) {
        return element.value() instanceof Value.Bulk bulk && bulk.source() instanceof Referred referred
                ? referred.uri()
                : null;
    }

    /** Stands for a value that is known by its URI only. */
    private record Referred(String uri) implements BulkSource {
        @Override
        public InputStream open(long offset, long length) throws IOException {
            throw new IOException("only its URI is known");
        }
    }
}
