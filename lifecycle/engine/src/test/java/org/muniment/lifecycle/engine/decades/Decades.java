package org.muniment.lifecycle.engine.decades;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.muniment.lifecycle.engine.decades.World.PlainHold;
import org.muniment.lifecycle.engine.decades.World.Study;
import org.muniment.lifecycle.engine.place.Verdict;
import org.muniment.lifecycle.policy.destruction.Clearance;
import org.muniment.lifecycle.policy.destruction.DestructionGuard;
import org.muniment.lifecycle.policy.facts.TierState;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.retention.RetentionDecision;

/**
 * Runs the years day by day. A study is judged when something happened to it and on the day its last verdict names, as the engine does it; the naive model
 * is asked each time, and of studies picked by chance on every day, whether or not they are judged then.
 */
final class Decades {

    private static final String STAY = "stay";
    private static final int ASKED_EACH_DAY = 25;
    private static final int DAYS_TO_EXECUTION = 44;
    private static final int MOST_DISAGREEMENTS = 8;

    /** What is decided of a study, as far as the model has an opinion on it; the decision itself only of what is due: there are many studies. */
    private record Standing(
            String rule,
            Map<String, Integer> copies,
            Optional<LocalDate> until,
            boolean anyPolicy,
            Set<UUID> holds,
            RetentionDecision due,
            Map<String, Integer> fill,
            NaiveModel model,
            int next) {

        static Standing of(Verdict verdict, Map<String, Integer> fill, NaiveModel model) {
            return new Standing(
                    (verdict.placement()
                                            .policy()
                                            .map(policy -> policy.name() + ": ")
                                            .orElse("")
                                    + verdict.placement().rule())
                            .intern(),
                    verdict.placement().copies(),
                    verdict.retention().until().dueDate(),
                    !verdict.retention().outcomes().isEmpty(),
                    verdict.holds().stream().map(hold -> hold.id().value()).collect(Collectors.toSet()),
                    verdict.due() ? verdict.retention() : null,
                    fill,
                    model,
                    verdict.changes()
                            .map(date -> (int) ChronoUnit.DAYS.between(History.BEGIN, date))
                            .orElse(Integer.MAX_VALUE));
        }

        boolean isPlacedBy(String name) {
            return rule.equals(name) || rule.endsWith(": " + name);
        }

        boolean isOnline() {
            return copies.containsKey("hot") || copies.containsKey("warm");
        }
    }

    /** An approved destruction. */
    private record Approved(Study study, RetentionDecision decision, Map<String, Object> facts, NaiveModel model) {}

    private final Random random;
    private final World world = new World();
    private final History history;
    private final PolicyEras eras;
    private NaiveModel naive;
    private PolicyEras.InForce real;

    private final Map<Study, Standing> standings = new HashMap<>();
    private final Map<Integer, List<Study>> agenda = new HashMap<>();
    private final Set<Study> due = new LinkedHashSet<>();
    private final Map<Integer, List<Approved>> executions = new HashMap<>();
    private final HoldsInTime holds;
    private final Map<String, Long> capacity;
    private final Map<String, Long> used = new TreeMap<>(Map.of("hot", 0L, "warm", 0L, "cold", 0L));

    private final List<String> disagreements = new ArrayList<>();
    private final Set<Study> disputed = new HashSet<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    Decades(long seed, int studies, Path directory) {
        random = new Random(seed);
        history = new History(seed, world, studies);
        eras = new PolicyEras(directory);
        holds = new HoldsInTime(random, world);
        capacity =
                Map.of("hot", studies * 28_000_000L, "warm", studies * 200_000_000L, "cold", studies * 2_000_000_000L);
    }

    List<String> disagreements() {
        return disagreements;
    }

    long destroyed() {
        return counts.getOrDefault("destroyed", 0L);
    }

    long refused() {
        return counts.getOrDefault("refused at execution", 0L);
    }

    String summary() {
        return counts + ", holds=" + holds.placed() + "\n" + rules;
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void run() {
        for (int day = 0; day < History.DAYS && disagreements.size() < MOST_DISAGREEMENTS; day++) {
            LocalDate today = History.BEGIN.plusDays(day);
            Set<Study> toJudge = new LinkedHashSet<>();
            if (eras.changes(today)) {
                naive = eras.naive();
                real = eras.real();
                toJudge.addAll(world.living);
            }
            for (Supplier<Collection<Study>> event : history.on(day)) {
                toJudge.addAll(event.get());
                count("events");
            }
            toJudge.addAll(holds.change(due, naive, today));
            List<Study> noted = agenda.remove(day);
            if (noted != null)
                for (Study study : noted)
                    if (!study.destroyed && standings.get(study).next() == day) toJudge.add(study);
            judge(toJudge, day, today);
            askAtRandom(today);
            if (today.getDayOfMonth() == 1 && today.getMonthValue() % 6 == 1) relieve(day, today);
            if (today.getDayOfMonth() == 1) approve(day, today);
            execute(executions.remove(day), day, today);
            if (today.getDayOfYear() == 1) world.living.removeIf(study -> study.destroyed);
        }
        LocalDate last = History.BEGIN.plusDays(History.DAYS - 1);
        for (Study study : world.living) if (!study.destroyed) compare(study, standings.get(study), last);
    }

    private Map<String, TierState> tiers() {
        Map<String, TierState> tiers = new HashMap<>();
        capacity.forEach(
                (tier, bytes) -> tiers.put(tier, new TierState(tier, !tier.equals("cold"), bytes, used.get(tier))));
        return tiers;
    }

    private static Map<String, Integer> fill(Map<String, TierState> tiers) {
        Map<String, Integer> fill = new HashMap<>();
        tiers.forEach((tier, state) ->
                fill.put(tier, (int) ((100 * state.used() + state.capacity() - 1) / state.capacity())));
        return fill;
    }

    // ---- a verdict, and what the naive model says to it

    /** Judges them at the same time, and then acts on that, one by one. */
    private void judge(Collection<Study> studies, int day, LocalDate today) {
        Map<String, TierState> tiers = tiers();
        Map<String, Integer> fill = fill(tiers);
        List<Study> judged = studies.stream().filter(study -> !study.destroyed).toList();
        List<Standing> found = judged.parallelStream()
                .map(study -> {
                    Verdict verdict = real.rules().judge(World.facts(study), tiers, holds.real(), today);
                    Standing standing = Standing.of(verdict, fill, naive);
                    compare(study, standing, today);
                    return standing;
                })
                .toList();
        for (int i = 0; i < judged.size(); i++) settle(judged.get(i), found.get(i), day, today);
    }

    private void settle(Study study, Standing standing, int day, LocalDate today) {
        count("verdicts");
        rules.merge(standing.rule(), 1L, Long::sum);
        standings.put(study, standing);
        if (standing.next() <= day) disagree(today, study, "is to be judged again on the same day or before");
        if (standing.next() < History.DAYS)
            agenda.computeIfAbsent(standing.next(), d -> new ArrayList<>()).add(study);
        if (standing.isPlacedBy(STAY) && !standing.copies().equals(study.copies))
            disagree(today, study, "is to stay, but " + standing);
        if (standing.due() != null) due.add(study);
        else due.remove(study);
        place(study, standing.copies());
    }

    /** Moves take no time here. */
    private void place(Study study, Map<String, Integer> copies) {
        if (study.copies.equals(copies) && study.placed) return;
        if (study.placed) study.copies.forEach((tier, count) -> used.merge(tier, -count * study.size, Long::sum));
        if (!copies.isEmpty()) study.copies = new TreeMap<>(copies);
        study.placed = true;
        study.copies.forEach((tier, count) -> used.merge(tier, count * study.size, Long::sum));
    }

    private void compare(Study study, Standing standing, LocalDate today) {
        Map<String, Object> facts = World.plain(study);
        NaiveModel.Kept kept = naive.retention(facts, today);
        if (!kept.until().equals(standing.until()) || kept.anyPolicy() != standing.anyPolicy())
            disagree(today, study, kept + ", but " + standing);
        List<PlainHold> covering = holds.covering(study, naive, facts, today);
        Set<UUID> held = covering.stream().map(PlainHold::id).collect(Collectors.toSet());
        boolean online = covering.stream().anyMatch(PlainHold::keepOnline);
        boolean isDue = held.isEmpty() && isOver(kept, today);
        if (!held.equals(standing.holds()) || isDue != (standing.due() != null))
            disagree(today, study, "due: " + isDue + ", held by " + held + ", but " + standing);

        NaiveModel.Placed placed = naive.placement(facts, standing.fill(), today);
        if (placed.rule().equals(STAY) && standing.isPlacedBy(STAY)) return;
        boolean offline = placed.copies().keySet().stream().allMatch("cold"::equals);
        if (online && offline) {
            boolean hadOne = study.isOn("hot") || study.isOn("warm");
            if (hadOne && !standing.isOnline()) disagree(today, study, "held online, but " + standing);
        } else if (!standing.isPlacedBy(placed.rule()) || !placed.copies().equals(standing.copies()))
            disagree(today, study, placed + ", but " + standing);
    }

    private static boolean isOver(NaiveModel.Kept kept, LocalDate today) {
        return kept.until().filter(until -> !until.isAfter(today)).isPresent();
    }

    private synchronized void disagree(LocalDate today, Study study, String what) {
        if (!disputed.add(study)) return;
        disagreements.add(today + " " + study.uid + ": " + what + " "
                + new TreeMap<>(World.plain(study).entrySet().stream()
                        .filter(fact -> fact.getValue() != null)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    /** On days on which they are not judged, too: nothing may have changed without the archive knowing of it. */
    private void askAtRandom(LocalDate today) {
        for (int i = 0; i < ASKED_EACH_DAY && !world.living.isEmpty(); i++) {
            Study study = world.living.get(random.nextInt(world.living.size()));
            Standing standing = standings.get(study);
            if (study.destroyed || standing.model() != naive) continue;
            count("asked at random");
            compare(study, standing, today);
        }
    }

    // ---- tiers that are too full

    private void relieve(int day, LocalDate today) {
        Map<String, TierState> tiers = tiers();
        TierState hot = tiers.get("hot");
        for (PlacementPolicy policy : real.placement().book().active()) {
            if (!policy.watermarks().containsKey("hot")) continue;
            if (hot.fillPercent() <= policy.watermarks().get("hot").high()) continue;
            count("times the hot tier was relieved");
            Map<String, Study> onHot = new HashMap<>();
            for (Study study : world.living)
                if (!study.destroyed && study.isOn("hot")) onHot.put(study.uid.value(), study);
            List<String> leaving = policy
                    .watermarks()
                    .get("hot")
                    .toMoveDown(hot, onHot.values().stream().map(World::facts).toList(), today)
                    .stream()
                    .map(facts -> facts.study().value())
                    .toList();
            List<String> naively = naive
                    .toLeave(
                            policy.version().name(),
                            "hot",
                            hot.capacity(),
                            hot.used(),
                            onHot.values().stream().map(World::plain).toList(),
                            today)
                    .stream()
                    .map(facts -> (String) facts.get("study"))
                    .toList();
            if (!leaving.equals(naively))
                disagreements.add(today + " leave hot: " + naively.size() + ", but " + leaving.size());
            for (String uid : leaving) {
                count("left the hot tier early");
                Study study = onHot.get(uid);
                Map<String, Integer> copies = new TreeMap<>(study.copies);
                copies.merge(policy.watermarks().get("hot").moveTo(), copies.remove("hot"), Integer::sum);
                place(study, copies);
            }
            judge(leaving.stream().map(onHot::get).toList(), day, today);
        }
    }

    // ---- disposition

    private void approve(int day, LocalDate today) {
        List<Approved> approved = new ArrayList<>();
        for (Study study : due) {
            approved.add(new Approved(study, standings.get(study).due(), asked(World.plain(study)), naive));
            count("approved");
        }
        due.clear();
        executions.put(day + DAYS_TO_EXECUTION, approved);
    }

    /** Without what no retention policy of ours asks for. */
    private static Map<String, Object> asked(Map<String, Object> facts) {
        Map<String, Object> asked = new HashMap<>(facts);
        asked.keySet().removeAll(List.of("tiers", "size", "numbers"));
        for (String list : List.of("diagnoses", "procedures"))
            if (asked.get(list) instanceof List<?> events) asked.put(list, List.copyOf(events));
        return asked;
    }

    private void execute(List<Approved> batch, int day, LocalDate today) {
        if (batch == null) return;
        DestructionGuard guard = new DestructionGuard(real.retention());
        Clock clock = Clock.fixed(today.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
        List<Study> again = new ArrayList<>();
        for (Approved one : batch) {
            Study study = one.study();
            Map<String, Object> facts = World.plain(study);
            boolean over = isOver(naive.retention(facts, today), today);
            boolean held = !holds.covering(study, naive, facts, today).isEmpty();
            boolean same = one.model() == naive && asked(facts).equals(one.facts());
            boolean cleared = guard.toDestroy(one.decision(), World.facts(study), holds.real(), clock)
                    instanceof Clearance.Cleared;
            if (cleared && (held || !over))
                disagree(today, study, "would be destroyed, but " + (held ? "is held" : "is not due"));
            if (!cleared && over && !held && same)
                disagree(today, study, "stays, though it is due and nothing changed");
            if (cleared) destroy(study);
            else {
                count("refused at execution");
                if (held) count("of them held");
                again.add(study);
            }
        }
        judge(again, day, today);
    }

    private void destroy(Study study) {
        count("destroyed");
        due.remove(study);
        study.destroyed = true;
        study.copies.forEach((tier, number) -> used.merge(tier, -number * study.size, Long::sum));
        standings.remove(study);
    }
}
