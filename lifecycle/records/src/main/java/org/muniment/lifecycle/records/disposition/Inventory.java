package org.muniment.lifecycle.records.disposition;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;

/**
 * What is there of a study right before it goes.
 *
 * @param bytes of the instances
 * @param manifestParts in how many documents the manifest is kept
 * @param manifestSha256 of the whole manifest
 * @param containers copies beside the files they were received as
 */
public record Inventory(
        int series, int instances, long bytes, int manifestParts, String manifestSha256, List<Copy> containers) {

    /** @param sha256 of the container; empty where it was never finished */
    public record Copy(
            String tier, int replica, String store, String key, long bytes, String sha256, int objects, String state) {

        static Copy of(Container container) {
            return new Copy(
                    container.tier(),
                    container.replica(),
                    container.location().store(),
                    container.location().key().path(),
                    container.size(),
                    Optional.ofNullable(container.digest().orElse(null))
                            .map(Sha256::hex)
                            .orElse(""),
                    container.objects(),
                    container.state().name());
        }
    }

    public Inventory {
        containers = List.copyOf(containers);
    }
}
