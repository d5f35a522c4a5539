package org.muniment.lifecycle.engine.copies;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Held;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.Tier;

/** Finds instances of which nothing is left that is what was stored: by reading whatever copies there are, however doubtful. */
public final class Losses {

    private final CopyStores stores;

    public Losses(CopyStores stores) {
        this.stores = stores;
    }

    /** @throws ArchiveException OFFLINE where that can't be known before something was recalled; STORE_UNAVAILABLE */
    public Set<ObjectKey> of(StudyLines lines) {
        Set<ObjectKey> good = new HashSet<>();
        lines.lines().forEach(line -> good.addAll(line.good()));
        Set<ObjectKey> lost = new HashSet<>();
        for (StoredInstance instance : lines.holdings().instances())
            if (!good.contains(instance.key()) && !isPacked(instance) && !isLoose(instance)) lost.add(instance.key());
        return lost;
    }

    /** Whether some container has it as it was stored. */
    boolean isPacked(StoredInstance instance) {
        ArchiveException unknown = null;
        for (Held held : stores.index().holding(instance.key())) {
            if (!held.container().state().isReadable()) continue;
            Tier tier = stores.tiers().get(held.container().tier());
            try {
                if (isRight(
                        instance,
                        tier.store(),
                        held.container().location().key(),
                        held.member().offset(),
                        held.member().length())) return true;
            } catch (ArchiveException e) {
                unknown = e;
            }
        }
        if (unknown != null) throw unknown;
        return false;
    }

    private boolean isLoose(StoredInstance instance) {
        return isRight(instance, stores.tiers().hot().store(), instance.key(), 0, Long.MAX_VALUE);
    }

    private static boolean isRight(
            StoredInstance instance, ObjectStore store, ObjectKey key, long offset, long length) {
        try (InputStream in = store.open(key, offset, length)) {
            Sha256 digest = ContainerCheck.digest(in);
            return digest.equals(instance.digest());
        } catch (ArchiveException e) {
            return switch (e.code()) {
                case NOT_FOUND, CORRUPT_OBJECT -> false;
                default -> throw e;
            };
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "object " + key + " can't be read", e);
        }
    }
}
