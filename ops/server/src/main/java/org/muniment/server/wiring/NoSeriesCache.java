package org.muniment.server.wiring;

import java.util.Optional;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.Sha256;

/** Remembers nothing, which a hint is free to do. */
final class NoSeriesCache implements SeriesCache {
    @Override
    public Optional<Sha256> fingerprint(SeriesId series) {
        return Optional.empty();
    }

    @Override
    public void remember(SeriesId series, Sha256 fingerprint) {}

    @Override
    public void forget(SeriesId series) {}
}
