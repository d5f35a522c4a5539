package org.muniment.lifecycle.engine.decades;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * What {@code config/policies/README.md} says, taken at its word: a plain loop over the rules of the files, written apart from the archive's own code, which
 * it neither calls nor follows. Facts have the names of the README; a missing one is not known, {@code "none"} says that there is none.
 */
final class NaiveModel {

    /** A condition that nobody can tell is null. */
    private static final Boolean UNKNOWN = null;

    private static final String NONE = "none";
    private static final String STAY = "stay";

    /** @param copies empty where it stays */
    record Placed(String rule, Map<String, Integer> copies) {}

    /** @param until the first day it may be destroyed on; empty where it is kept, for whatever reason */
    record Kept(boolean anyPolicy, Optional<LocalDate> until) {}

    private final List<Map<String, Object>> placement = new ArrayList<>();
    private final List<Map<String, Object>> retention = new ArrayList<>();

    NaiveModel(List<String> placementFiles, List<String> retentionFiles) {
        placementFiles.forEach(file -> placement.add(parse(file)));
        retentionFiles.forEach(file -> retention.add(parse(file)));
        placement.sort(Comparator.comparing(policy -> (String) policy.get("name")));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> parse(String yaml) {
        return (Map<String, Object>) new Yaml().load(yaml);
    }

    // ---- retention: policies add up, what no policy applies to is kept

    Kept retention(Map<String, Object> facts, LocalDate today) {
        boolean any = false;
        boolean kept = false;
        LocalDate longest = null;
        for (Map<String, Object> policy : retention) {
            Boolean applies = holds(map(policy.get("appliesTo")), facts, Map.of(), today);
            if (applies == UNKNOWN) {
                any = true;
                kept = true;
            }
            if (applies != Boolean.TRUE) continue;
            any = true;
            Object until = ofPolicy(policy, facts, today);
            if (until instanceof LocalDate date) longest = longest == null || date.isAfter(longest) ? date : longest;
            else kept = true;
        }
        return new Kept(any, kept ? Optional.empty() : Optional.ofNullable(longest));
    }

    private Object ofPolicy(Map<String, Object> policy, Map<String, Object> facts, LocalDate today) {
        for (Map<String, Object> rule : maps(policy.get("rules"))) {
            Boolean holds = holds(map(rule.get("when")), facts, Map.of(), today);
            if (holds == UNKNOWN) return "undetermined";
            if (holds) return until(rule.get("keepUntil"), facts, today);
        }
        return "no rule";
    }

    /** A date, or a word for why it is kept. */
    private Object until(Object expression, Map<String, Object> facts, LocalDate today) {
        Map<String, Object> written = map(expression);
        if (written.containsKey("never")) return "never";
        if (written.containsKey("birthday")) {
            LocalDate birth = date(facts.get("birth"), today);
            return birth == null ? "undetermined" : birthday(birth, (Integer) written.get("birthday"));
        }
        if (written.containsKey("laterOf")) return extreme(written.get("laterOf"), facts, today, false);
        if (written.containsKey("earlierOf")) return extreme(written.get("earlierOf"), facts, today, true);
        Object start = clock((String) written.get("clock"), written.get("codes"), facts, today);
        if (start == null) return "undetermined";
        if (start.equals(NONE)) return "leaveOut".equals(written.get("ifNone")) ? "left out" : "not yet";
        return plus((LocalDate) start, (String) written.get("plus"));
    }

    /** "What has not happened keeps the study, or is left out of laterOf and earlierOf until it happens." */
    private Object extreme(Object members, Map<String, Object> facts, LocalDate today, boolean earlier) {
        LocalDate best = null;
        boolean never = false;
        for (Map<String, Object> member : maps(members)) {
            Object until = until(member, facts, today);
            if (until.equals("left out")) continue;
            if (until.equals("never") && earlier) never = true;
            else if (!(until instanceof LocalDate)) return until;
            else if (best == null || ((LocalDate) until).isBefore(best) == earlier) best = (LocalDate) until;
        }
        if (best != null) return best;
        return never ? "never" : "not yet";
    }

    // ---- placement: the first policy by name that applies, the first rule that holds

    Placed placement(Map<String, Object> facts, Map<String, Integer> fill, LocalDate today) {
        for (Map<String, Object> policy : placement) {
            Boolean applies = holds(map(policy.get("appliesTo")), facts, fill, today);
            if (applies == UNKNOWN) return new Placed(STAY, Map.of());
            if (!applies) continue;
            for (Map<String, Object> rule : maps(policy.get("rules"))) {
                Boolean holds = holds(map(rule.get("when")), facts, fill, today);
                if (holds == UNKNOWN) return new Placed(STAY, Map.of());
                if (holds) return new Placed((String) rule.get("name"), copies(rule, policy, facts, fill, today));
            }
        }
        return new Placed(STAY, Map.of());
    }

    /** Above its high mark what is not in use leaves a tier; to one that is at its low mark nothing is brought that is not. */
    private Map<String, Integer> copies(
            Map<String, Object> rule,
            Map<String, Object> policy,
            Map<String, Object> facts,
            Map<String, Integer> fill,
            LocalDate today) {
        Map<String, Integer> copies = new TreeMap<>();
        map(rule.get("copies")).forEach((tier, count) -> copies.put(tier, (Integer) count));
        map(policy.get("watermarks")).forEach((tier, written) -> {
            Map<String, Object> mark = map(written);
            boolean there = ((List<?>) facts.get("tiers")).contains(tier);
            boolean full =
                    there ? fill.get(tier) > (Integer) mark.get("high") : fill.get(tier) >= (Integer) mark.get("low");
            if (!copies.containsKey(tier) || !full || !idle(facts, (String) mark.get("sparing"), today)) return;
            copies.merge((String) mark.get("moveTo"), copies.remove(tier), Integer::sum);
        });
        return copies;
    }

    /** Neither received nor viewed within the span, as far as that is known for sure. */
    private boolean idle(Map<String, Object> facts, String span, LocalDate today) {
        for (String clock : List.of("received", "lastViewed")) {
            Object date = clock(clock, null, facts, today);
            if (date == null) return false;
            if (date instanceof LocalDate day && today.isBefore(plus(day, span))) return false;
        }
        return true;
    }

    /** Which of these leave the tier, in order: above the high mark, until it is at the low one. */
    List<Map<String, Object>> toLeave(
            String policy, String tier, long capacity, long used, List<Map<String, Object>> onTier, LocalDate today) {
        Map<String, Object> mark = placement.stream()
                .filter(written -> written.get("name").equals(policy))
                .map(written -> map(map(written.get("watermarks")).get(tier)))
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> leave = new ArrayList<>();
        if (used * 100.0 / capacity <= (Integer) mark.get("high")) return leave;
        boolean oldest = mark.get("first").equals("oldest");
        List<Map<String, Object>> candidates = new ArrayList<>();
        for (Map<String, Object> facts : onTier)
            if (idle(facts, (String) mark.get("sparing"), today) && clock("studyDate", null, facts, today) != null)
                candidates.add(facts);
        candidates.sort(Comparator.comparing((Map<String, Object> facts) -> {
                    Object viewed = clock("lastViewed", null, facts, today);
                    Object day = oldest ? facts.get("studyDate") : viewed.equals(NONE) ? facts.get("received") : viewed;
                    return (LocalDate) day;
                })
                .thenComparing(facts -> (String) facts.get("study")));
        double left = used;
        for (Map<String, Object> facts : candidates) {
            if (left <= capacity * ((Integer) mark.get("low") / 100.0)) break;
            leave.add(facts);
            left -= (Long) facts.get("size");
        }
        return leave;
    }

    // ---- conditions: all keys must hold

    Boolean holds(Map<String, Object> when, Map<String, Object> facts, Map<String, Integer> fill, LocalDate today) {
        Boolean all = true;
        for (Map.Entry<String, Object> key : when.entrySet()) {
            Boolean one = holds(key.getKey(), key.getValue(), facts, fill, today);
            if (one == Boolean.FALSE) return false;
            if (one == UNKNOWN) all = UNKNOWN;
        }
        return all;
    }

    private Boolean holds(
            String key, Object wanted, Map<String, Object> facts, Map<String, Integer> fill, LocalDate today) {
        switch (key) {
            case "modality", "bodyPart", "department", "source", "facility" -> {
                Object fact = facts.get(key);
                if (fact == null) return UNKNOWN;
                List<?> values = list(fact);
                return list(wanted).stream().anyMatch(values::contains);
            }
            case "imported" -> {
                return facts.get(key) == null ? UNKNOWN : (Boolean) wanted.equals(facts.get(key));
            }
            case "deceased" -> {
                Object death = clock("death", null, facts, today);
                return death == null ? UNKNOWN : (Boolean) wanted.equals(!death.equals(NONE));
            }
            case "laterExamOfKind" -> {
                Object study = clock("studyDate", null, facts, today);
                Object last = clock("lastExamOfKind", null, facts, today);
                if (study == null || last == null) return UNKNOWN;
                return wanted.equals(((LocalDate) last).isAfter((LocalDate) study));
            }
            case "diagnosis", "procedure" -> {
                Object last = clock(key, wanted, facts, today);
                return last == null ? UNKNOWN : (Boolean) !last.equals(NONE);
            }
            case "ageAt" -> {
                Map<String, Object> asked = map(wanted);
                LocalDate birth = date(facts.get("birth"), today);
                Object at = clock((String) asked.get("clock"), asked.get("codes"), facts, today);
                if (birth == null || at == null) return UNKNOWN;
                if (at.equals(NONE)) return false;
                if (asked.containsKey("from")
                        && ((LocalDate) at).isBefore(birthday(birth, (Integer) asked.get("from")))) return false;
                return !asked.containsKey("below")
                        || ((LocalDate) at).isBefore(birthday(birth, (Integer) asked.get("below")));
            }
            case "between" -> {
                Map<String, Object> asked = map(wanted);
                Object at = clock((String) asked.get("clock"), asked.get("codes"), facts, today);
                if (at == null) return UNKNOWN;
                if (at.equals(NONE)) return false;
                if (asked.containsKey("from") && ((LocalDate) at).isBefore(day(asked.get("from")))) return false;
                return !asked.containsKey("to") || !((LocalDate) at).isAfter(day(asked.get("to")));
            }
            case "within" -> {
                Map<String, Object> asked = map(wanted);
                Object at = clock((String) asked.get("clock"), asked.get("codes"), facts, today);
                if (at == null) return UNKNOWN;
                return !at.equals(NONE) && today.isBefore(plus((LocalDate) at, (String) asked.get("last")));
            }
            case "largerThan" -> {
                return (Long) facts.get("size") > bytes((String) wanted);
            }
            case "fill" -> {
                Integer percent = fill.get((String) map(wanted).get("tier"));
                return percent == null
                        ? UNKNOWN
                        : (Boolean) (percent > (Integer) map(wanted).get("above"));
            }
            case "any" -> {
                Boolean any = false;
                for (Map<String, Object> one : maps(wanted)) {
                    Boolean holds = holds(one, facts, fill, today);
                    if (holds == Boolean.TRUE) return true;
                    if (holds == UNKNOWN) any = UNKNOWN;
                }
                return any;
            }
            case "not" -> {
                Boolean holds = holds(map(wanted), facts, fill, today);
                return holds == UNKNOWN ? UNKNOWN : (Boolean) !holds;
            }
            default -> throw new IllegalArgumentException(key);
        }
    }

    // ---- clocks: a date, "none", or null where it is not known

    private Object clock(String clock, Object codes, Map<String, Object> facts, LocalDate today) {
        switch (clock) {
            case "studyDate", "received", "birth" -> {
                return date(facts.get(clock), today);
            }
            case "lastSeen", "lastExamOfKind" -> {
                return last(clock, "studyDate", facts, today); // the study itself was one
            }
            case "lastChange" -> {
                return last(clock, "received", facts, today); // as its arrival was
            }
            case "diagnosis", "procedure" -> {
                return coded(facts.get(clock.equals("diagnosis") ? "diagnoses" : "procedures"), list(codes), today);
            }
            case "death" -> {
                if (NONE.equals(facts.get(clock))) return NONE;
                LocalDate death = date(facts.get(clock), today);
                if (death == null) return null;
                for (String earlier : List.of("birth", "studyDate")) {
                    Object before = facts.get(earlier);
                    if (before != null && !before.equals(NONE) && death.isBefore(day(before))) return null;
                }
                return death;
            }
            default -> {
                return NONE.equals(facts.get(clock)) ? NONE : date(facts.get(clock), today);
            }
        }
    }

    private static Object last(String clock, String first, Map<String, Object> facts, LocalDate today) {
        LocalDate begun = date(facts.get(first), today);
        if (NONE.equals(facts.get(clock))) return begun;
        LocalDate last = date(facts.get(clock), today);
        if (last == null || begun == null) return null;
        return last.isAfter(begun) ? last : begun;
    }

    private static Object coded(Object events, List<?> codes, LocalDate today) {
        if (events == null) return null;
        if (events.equals(NONE)) return NONE;
        Object last = NONE;
        for (Map<String, Object> event : maps(events)) {
            String code = event.get("system") + "|" + event.get("code");
            boolean asked = codes.stream()
                    .map(String::valueOf)
                    .anyMatch(pattern -> pattern.endsWith("*")
                            ? code.startsWith(pattern.substring(0, pattern.length() - 1))
                            : code.equals(pattern));
            if (!asked) continue;
            LocalDate date = date(event.get("date"), today);
            if (date == null) return null;
            if (last.equals(NONE) || date.isAfter((LocalDate) last)) last = date;
        }
        return last;
    }

    /** Null where it is none, not known, or can't be true, as it lies in the future. */
    private static LocalDate date(Object fact, LocalDate today) {
        if (fact == null || fact.equals(NONE)) return null;
        LocalDate day = day(fact);
        return day.isAfter(today) ? null : day;
    }

    private static LocalDate day(Object fact) {
        if (fact instanceof Date date)
            return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
        return (LocalDate) fact;
    }

    // ---- the calendar: a day that does not exist is the next that does

    private static LocalDate birthday(LocalDate birth, int years) {
        return inMonth(YearMonth.of(birth.getYear() + years, birth.getMonth()), birth.getDayOfMonth());
    }

    private static LocalDate inMonth(YearMonth month, int day) {
        return day <= month.lengthOfMonth()
                ? month.atDay(day)
                : month.plusMonths(1).atDay(1);
    }

    private static final Pattern SPAN = Pattern.compile("([0-9]+)([ymd])");

    private static final Map<String, int[]> SPANS = new java.util.concurrent.ConcurrentHashMap<>();

    private static LocalDate plus(LocalDate date, String span) {
        int[] monthsAndDays = SPANS.computeIfAbsent(span, NaiveModel::span);
        LocalDate later = monthsAndDays[0] == 0
                ? date
                : inMonth(YearMonth.from(date).plusMonths(monthsAndDays[0]), date.getDayOfMonth());
        return later.plusDays(monthsAndDays[1]);
    }

    private static int[] span(String span) {
        int[] monthsAndDays = new int[2];
        for (Matcher part = SPAN.matcher(span); part.find(); ) {
            int count = Integer.parseInt(part.group(1));
            switch (part.group(2)) {
                case "y" -> monthsAndDays[0] += 12 * count;
                case "m" -> monthsAndDays[0] += count;
                default -> monthsAndDays[1] += count;
            }
        }
        return monthsAndDays;
    }

    private static long bytes(String size) {
        return Long.parseLong(size.substring(0, size.length() - 2))
                * switch (size.substring(size.length() - 2)) {
                    case "GB" -> 1_000_000_000L;
                    case "MB" -> 1_000_000L;
                    default -> throw new IllegalArgumentException(size);
                };
    }

    // ---- what YAML gives

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object written) {
        return written == null ? Map.of() : (Map<String, Object>) written;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object written) {
        return (List<Map<String, Object>>) written;
    }

    private static List<?> list(Object written) {
        return written instanceof List<?> list ? list : List.of(written);
    }
}
