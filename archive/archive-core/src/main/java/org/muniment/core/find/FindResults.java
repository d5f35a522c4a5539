package org.muniment.core.find;

import java.util.Iterator;
import org.muniment.dicom.Attributes;

/**
 * The answers to a query, found one by one as they are asked for. {@code hasNext} and {@code next} may fail with
 * {@link org.muniment.archive.error.ArchiveException}: TOO_MANY_RESULTS where the query has to be narrowed, INDEX_UNAVAILABLE; answers
 * given before stay true. For one thread; to be closed, also before the end.
 */
public interface FindResults extends Iterator<Attributes>, AutoCloseable {

    /**
     * How many matches the query has, whatever page of them is asked for. Known without further reading where the page ends with the last
     * match; else all that is left is looked at, and what {@code next} would have given is passed over.
     */
    long total();

    @Override
    void close();
}
