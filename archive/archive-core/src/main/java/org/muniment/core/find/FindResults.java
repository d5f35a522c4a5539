package org.muniment.core.find;

import java.util.Iterator;
import org.muniment.dicom.Attributes;

/**
 * The answers to a query, found one by one as they are asked for. {@code hasNext} and {@code next} may fail with
 * {@link org.muniment.archive.error.ArchiveException}: TOO_MANY_RESULTS where the query has to be narrowed, INDEX_UNAVAILABLE; answers
 * given before stay true. For one thread; to be closed, also before the end.
 */
public interface FindResults extends Iterator<Attributes>, AutoCloseable {

    @Override
    void close();
}
