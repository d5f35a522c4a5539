package org.muniment.web.wado;

import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.web.media.ContentType;

/** A document in an instance (PS3.3 C.24.2). */
public final class EncapsulatedDocument {

    private EncapsulatedDocument() {}

    /** MIME Type of Encapsulated Document, where it is one; what its sender wrote could be anything. */
    public static Optional<String> mediaType(Attributes header) {
        if (!header.contains(Tag.EncapsulatedDocument)) return Optional.empty();
        String type = header.getString(Tag.MIMETypeOfEncapsulatedDocument);
        try {
            return type == null
                    ? Optional.empty()
                    : Optional.of(ContentType.parse(type).name());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
