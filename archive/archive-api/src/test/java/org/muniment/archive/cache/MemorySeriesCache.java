package org.muniment.archive.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.Sha256;

/** A cache that forgets nothing, for tests of whatever stands on the SPI. */
public final class MemorySeriesCache implements SeriesCache {

    private final Map<SeriesId, Sha256> fingerprints = new ConcurrentHashMap<>();

    @Override
    public Optional<Sha256> fingerprint(SeriesId series) {
        return Optional.ofNullable(fingerprints.get(series));
    }

    @Override
    public void remember(SeriesId series, Sha256 fingerprint) {
        fingerprints.put(series, fingerprint);
    }

    @Override
    public void forget(SeriesId series) {
        fingerprints.remove(series);
    }
}
