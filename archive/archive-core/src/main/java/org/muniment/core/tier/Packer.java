package org.muniment.core.tier;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.core.ObjectStores;

/** Packs instances of a series into a container, as they are. For what is encoded anew on the way, see {@link ContainerWriter}. */
public final class Packer {

    private final ObjectStores stores;

    /** @param stores from which instances are read, wherever they lie */
    public Packer(ObjectStores stores) {
        this.stores = stores;
    }

    /**
     * Streams the instances into a container and makes it durable; each is checked against its row while it is read.
     *
     * @param to closed by the caller
     * @throws ArchiveException CORRUPT_OBJECT where an instance is not what its row says, which is named; NOT_FOUND where it is gone, which after a
     *     replacement is no loss; or what reading and writing fail with. Nothing was committed then.
     */
    public Packed pack(SeriesId series, List<InstanceRecord> instances, ObjectWriter to) {
        return pack(series, instances, Map.of(), to);
    }

    /**
     * As {@link #pack(SeriesId, List, ObjectWriter)}.
     *
     * @param received of instances that were encoded anew the digest of what was received
     */
    public Packed pack(
            SeriesId series, List<InstanceRecord> instances, Map<ObjectKey, Sha256> received, ObjectWriter to) {
        ContainerWriter container = new ContainerWriter(series, to);
        for (InstanceRecord instance : instances) {
            try (InputStream in =
                    stores.of(instance.location()).open(instance.location().key())) {
                Sha256 before = received.get(instance.location().key());
                if (before == null) container.add(instance, in);
                else container.addEncodedBefore(instance, before, in);
            } catch (IOException e) {
                throw new ArchiveException(
                        ErrorCode.STORE_UNAVAILABLE, "object " + instance.location() + " can't be read", e);
            }
        }
        return container.finish();
    }
}
