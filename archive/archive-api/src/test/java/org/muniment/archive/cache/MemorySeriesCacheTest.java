package org.muniment.archive.cache;

class MemorySeriesCacheTest implements SeriesCacheContract {

    private final MemorySeriesCache cache = new MemorySeriesCache();

    @Override
    public SeriesCache cache() {
        return cache;
    }
}
