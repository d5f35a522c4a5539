package org.muniment.archive.cache;

import java.util.Optional;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.Sha256;

/**
 * Remembers which series have durable study and series rows, so that the next instance need not write them again. A hint shared
 * by all nodes: it may forget at any time, is never waited for, and what it says may only save work. Failures of the cache are
 * swallowed by it (and counted), never thrown.
 */
public interface SeriesCache {

    /** The digest of the study- and series-level attributes last committed for the series, where remembered. */
    Optional<Sha256> fingerprint(SeriesId series);

    /** To be called only after the rows are durable. */
    void remember(SeriesId series, Sha256 fingerprint);

    /** To be called before the rows change otherwise or go. */
    void forget(SeriesId series);
}
