package org.muniment.archive.index;

import java.util.Objects;
import org.muniment.archive.id.SeriesId;
import org.muniment.dicom.Attributes;

/** A series that has at least one instance. {@code attributes}: those of {@link QueryableAttributes#SERIES}, in UTF-8. */
public record SeriesRecord(SeriesId id, Attributes attributes) {

    public SeriesRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(attributes);
    }
}
