package org.muniment.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;

/** All configured stores, found by the name that locations carry. */
public final class ObjectStores {

    private final Map<String, ObjectStore> byName;

    public ObjectStores(Collection<ObjectStore> stores) {
        byName = stores.stream().collect(Collectors.toUnmodifiableMap(ObjectStore::name, Function.identity()));
    }

    public static ObjectStores of(ObjectStore... stores) {
        return new ObjectStores(List.of(stores));
    }

    /**
     * The store the location names.
     *
     * @throws ArchiveException STORE_UNAVAILABLE where no store of that name is configured: its objects are not lost, only out of reach
     */
    public ObjectStore of(ObjectLocation location) {
        ObjectStore store = byName.get(location.store());
        if (store == null)
            throw new ArchiveException(
                    ErrorCode.STORE_UNAVAILABLE, "no store named " + location.store() + " is configured");
        return store;
    }

    public Collection<ObjectStore> all() {
        return byName.values();
    }
}
