package org.muniment.core.tier;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** All configured tiers, by rank. The first is hot: it takes what is received, as loose files. */
public final class Tiers {

    private final List<Tier> all;

    public Tiers(Collection<Tier> tiers) {
        all = tiers.stream().sorted(Comparator.comparingInt(Tier::rank)).toList();
        Set<String> names = new HashSet<>();
        Set<String> stores = new HashSet<>();
        Set<Integer> ranks = new HashSet<>();
        for (Tier tier : all) {
            if (!names.add(tier.name())) throw new IllegalArgumentException("two tiers are named " + tier.name());
            if (!stores.add(tier.store().name()))
                throw new IllegalArgumentException(
                        "two tiers use a store named " + tier.store().name());
            if (!ranks.add(tier.rank())) throw new IllegalArgumentException("two tiers have rank " + tier.rank());
        }
        if (all.isEmpty() || all.get(0).rank() != 0) throw new IllegalArgumentException("there is no hot tier");
        if (!all.get(0).online()) throw new IllegalArgumentException("the hot tier must be online");
    }

    public static Tiers of(Tier... tiers) {
        return new Tiers(List.of(tiers));
    }

    /** By rank. */
    public List<Tier> all() {
        return all;
    }

    public Tier hot() {
        return all.get(0);
    }

    public Optional<Tier> find(String name) {
        return all.stream().filter(tier -> tier.name().equals(name)).findFirst();
    }

    /**
     * The tier of that name.
     *
     * @throws ArchiveException STORE_UNAVAILABLE where none is configured: what lies there is not lost, only out of reach
     */
    public Tier get(String name) {
        return find(name)
                .orElseThrow(() ->
                        new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "no tier named " + name + " is configured"));
    }
}
