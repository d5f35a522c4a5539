package org.muniment.lifecycle.engine.copies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muniment.archive.lifecycle.StudyNotes;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.core.tier.StoredInstance;
import org.muniment.core.tier.StudyHoldings;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.TierCopy;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.policy.facts.Copy;

/** The copies of a study and what they lack, as they were when they were looked at. */
public final class StudyLines {

    /** Those nearest to completion are completed, and kept. */
    private static final Comparator<CopyLine> BEST_FIRST =
            Comparator.comparingInt((CopyLine line) -> line.missing().size()).thenComparingInt(CopyLine::replica);

    private final StudyHoldings holdings;
    private final StudyNotes notes;
    private final Set<ObjectKey> looseGood;
    private final List<CopyLine> lines;

    private StudyLines(StudyHoldings holdings, StudyNotes notes, Set<ObjectKey> looseGood, List<CopyLine> lines) {
        this.holdings = holdings;
        this.notes = notes;
        this.looseGood = Set.copyOf(looseGood);
        this.lines = List.copyOf(lines);
    }

    public static StudyLines of(StudyHoldings holdings, StudyNotes notes, Tiers tiers) {
        Set<ObjectKey> all =
                holdings.instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
        Set<ObjectKey> loose = looseGood(holdings, notes);
        List<CopyLine> lines = new ArrayList<>();
        TreeMap<Integer, TierCopy> hot = new TreeMap<>();
        for (TierCopy copy : holdings.copies()) {
            if (copy.isLoose() || tiers.find(copy.tier()).isEmpty())
                continue; // out of reach: neither relied upon nor given up
            if (copy.tier().equals(tiers.hot().name())) hot.put(copy.replica(), copy);
            else lines.add(line(holdings, copy, copy.good(), all, false, tiers));
        }
        boolean anyLoose = !loose.isEmpty()
                || !holdings.loose().good().isEmpty()
                || !notes.damaged().isEmpty();
        if (anyLoose || hot.containsKey(1)) lines.add(firstHot(holdings, hot.remove(1), loose, all, anyLoose, tiers));
        hot.values().forEach(copy -> lines.add(line(holdings, copy, copy.good(), all, false, tiers)));
        return new StudyLines(holdings, notes, loose, lines);
    }

    /** A file that was given up counts no more, even where it is still there: somebody may be about to remove it. */
    private static Set<ObjectKey> looseGood(StudyHoldings holdings, StudyNotes notes) {
        Set<ObjectKey> good = new HashSet<>(holdings.loose().good());
        good.removeAll(notes.damaged());
        notes.looseReleased().ifPresent(until -> holdings.instances().stream()
                .filter(instance -> !instance.receivedAt().isAfter(until))
                .map(StoredInstance::key)
                .forEach(good::remove));
        return good;
    }

    private static CopyLine firstHot(
            StudyHoldings holdings,
            TierCopy packed,
            Set<ObjectKey> loose,
            Set<ObjectKey> all,
            boolean anyLoose,
            Tiers tiers) {
        if (packed == null)
            return new CopyLine(
                    tiers.hot().name(),
                    1,
                    true,
                    true,
                    List.of(),
                    loose,
                    without(all, loose),
                    holdings.loose().asReceived());
        Set<ObjectKey> good = new HashSet<>(loose);
        good.addAll(packed.good());
        return line(holdings, packed, good, all, anyLoose, tiers);
    }

    private static CopyLine line(
            StudyHoldings holdings,
            TierCopy copy,
            Set<ObjectKey> good,
            Set<ObjectKey> all,
            boolean loose,
            Tiers tiers) {
        List<Container> containers = holdings.containers().stream()
                .filter(container -> container.tier().equals(copy.tier()) && container.replica() == copy.replica())
                .toList();
        boolean online = tiers.find(copy.tier()).map(Tier::online).orElse(false);
        return new CopyLine(
                copy.tier(), copy.replica(), online, loose, containers, good, without(all, good), copy.asReceived());
    }

    private static Set<ObjectKey> without(Set<ObjectKey> all, Set<ObjectKey> some) {
        return all.stream().filter(key -> !some.contains(key)).collect(Collectors.toSet());
    }

    public StudyHoldings holdings() {
        return holdings;
    }

    public List<CopyLine> lines() {
        return lines;
    }

    public StudyNotes notes() {
        return notes;
    }

    /** Whether a loose file that an instance still has is not what was stored. */
    public boolean isLooseDamaged() {
        return !notes.damaged().isEmpty() && allKeys().stream().anyMatch(notes.damaged()::contains);
    }

    /** Loose files that count. */
    public Set<ObjectKey> looseGood() {
        return looseGood;
    }

    public List<Copy> copies() {
        return lines.stream().map(CopyLine::copy).toList();
    }

    /** What has to be made so that as many copies as wanted are complete; empty once they are. */
    public List<Gap> gaps(Map<String, Integer> wanted) {
        List<Gap> gaps = new ArrayList<>();
        wanted.forEach((tier, count) -> {
            List<CopyLine> kept = kept(tier, count);
            kept.stream()
                    .filter(line -> !line.isComplete())
                    .forEach(line -> gaps.add(new Gap(tier, line.replica(), line.missing())));
            Set<Integer> used = on(tier).stream().map(CopyLine::replica).collect(Collectors.toSet());
            for (int replica = 1, lacking = count - kept.size(); lacking > 0; replica++) {
                if (used.contains(replica)) continue;
                gaps.add(new Gap(tier, replica, allKeys()));
                lacking--;
            }
        });
        return gaps;
    }

    /** Copies nobody wants, complete or not; none of a tier before others, as long as fewer copies than wanted are complete there. */
    public List<CopyLine> surplus(Map<String, Integer> wanted) {
        return lines.stream()
                .filter(line ->
                        !kept(line.tier(), wanted.getOrDefault(line.tier(), 0)).contains(line))
                .toList();
    }

    /** What is to stay. */
    public List<CopyLine> kept(Map<String, Integer> wanted) {
        return lines.stream()
                .filter(line ->
                        kept(line.tier(), wanted.getOrDefault(line.tier(), 0)).contains(line))
                .toList();
    }

    public Optional<CopyLine> line(String tier, int replica) {
        return on(tier).stream().filter(line -> line.replica() == replica).findFirst();
    }

    private List<CopyLine> kept(String tier, int count) {
        return on(tier).stream().sorted(BEST_FIRST).limit(count).toList();
    }

    private List<CopyLine> on(String tier) {
        return lines.stream().filter(line -> line.tier().equals(tier)).toList();
    }

    private Set<ObjectKey> allKeys() {
        return holdings.instances().stream().map(StoredInstance::key).collect(Collectors.toSet());
    }
}
