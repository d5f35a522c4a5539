package org.muniment.archive.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.object.ObjectLocation;

/** A cache that forgets nothing, for tests of whatever stands on the SPI. */
public final class MemoryMetadataCache implements MetadataCache {

    private final Map<ObjectLocation, byte[]> objects = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> object(ObjectLocation location) {
        return Optional.ofNullable(objects.get(location));
    }

    @Override
    public void remember(ObjectLocation location, byte[] object) {
        objects.put(location, object);
    }
}
