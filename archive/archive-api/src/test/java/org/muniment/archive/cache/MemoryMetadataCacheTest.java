package org.muniment.archive.cache;

class MemoryMetadataCacheTest implements MetadataCacheContract {

    private final MemoryMetadataCache cache = new MemoryMetadataCache();

    @Override
    public MetadataCache metadata() {
        return cache;
    }
}
