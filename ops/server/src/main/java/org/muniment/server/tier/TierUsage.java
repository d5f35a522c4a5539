package org.muniment.server.tier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.policy.facts.TierState;

/**
 * How full the tiers are. Of a tier of files the file system knows; what others lie on it counts too, as it fills it just the same. Of a bucket nobody
 * does: the containers in it are counted by {@link #count}, and what has come since is not in the figure.
 */
public final class TierUsage {

    private final Tiers tiers;
    private final Map<String, Path> files;
    private final CopyIndex copies;
    private final Map<String, Long> counted = new ConcurrentHashMap<>();

    public TierUsage(TierStores stores, CopyIndex copies) {
        this.tiers = stores.tiers();
        this.files = stores.files().stream().collect(Collectors.toMap(FileTier::name, FileTier::root));
        this.copies = copies;
    }

    /** By name, in the order of their ranks. */
    public Map<String, TierState> states() {
        return tiers.all().stream().collect(Collectors.toMap(Tier::name, this::state, (a, b) -> a, LinkedHashMap::new));
    }

    private TierState state(Tier tier) {
        Path root = files.get(tier.name());
        long used = root == null ? counted.getOrDefault(tier.name(), 0L) : used(root);
        return new TierState(tier.name(), tier.online(), tier.capacity(), used);
    }

    private static long used(Path root) {
        try {
            FileStore fileSystem = Files.getFileStore(root);
            return Math.max(0, fileSystem.getTotalSpace() - fileSystem.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what lies in buckets, at the cost of a walk through all containers; does nothing where no tier is one. */
    public void count() {
        if (files.size() == tiers.all().size()) return;
        try (Stream<Container> all = copies.scan()) {
            Map<String, Long> sums = all.filter(container -> !files.containsKey(container.tier()))
                    .collect(Collectors.groupingBy(Container::tier, Collectors.summingLong(Container::size)));
            Map<String, Long> found = tiers.all().stream()
                    .map(Tier::name)
                    .filter(name -> !files.containsKey(name))
                    .collect(Collectors.toMap(Function.identity(), name -> sums.getOrDefault(name, 0L)));
            counted.putAll(found);
        }
    }
}
