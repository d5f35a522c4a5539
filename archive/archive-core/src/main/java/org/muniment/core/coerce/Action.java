package org.muniment.core.coerce;

import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.VR;

/** What a rule does. All are checked when they are made: {@link IllegalArgumentException} where one can never be right. */
public sealed interface Action {

    void applyTo(Draft draft, Orders orders);

    /** Gives attributes these values, whatever they had. */
    record Set(Map<AttributePath, List<String>> values) implements Action {
        public Set {
            values = Map.copyOf(new LinkedHashMap<>(values));
            values.forEach((path, texts) -> {
                Coercible.require(path);
                requireFit(path, texts);
            });
        }

        @Override
        public void applyTo(Draft draft, Orders orders) {
            values.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey((a, b) -> a.toString().compareTo(b.toString())))
                    .forEach(e -> draft.write(e.getKey(), e.getValue()));
        }
    }

    /**
     * Replaces each match of a regular expression in each value. RE2's expressions take time in proportion to the value.
     *
     * @param with may refer to groups, {@code $1}
     */
    record Replace(AttributePath path, Pattern pattern, String with) implements Action {

        private static final java.util.regex.Pattern GROUP = java.util.regex.Pattern.compile("\\$([0-9]+)");
        private static final int LONGEST = 1024;

        public Replace {
            Coercible.require(path);
            requireText(path);
            if (with.length() > LONGEST) throw new IllegalArgumentException("'with' is longer than " + LONGEST);
            var group = GROUP.matcher(with);
            while (group.find())
                if (group.group(1).length() > 2 || Integer.parseInt(group.group(1)) > pattern.groupCount())
                    throw new IllegalArgumentException(
                            "'with' names group " + group.group(1) + ", the pattern has " + pattern.groupCount());
        }

        @Override
        public void applyTo(Draft draft, Orders orders) {
            if (draft.isOutOfSight(path)) return;
            for (Attributes holder : path.holders(draft.dataSet())) {
                List<String> values = Texts.of(holder, path.tag());
                if (values.stream().noneMatch(value -> pattern.matcher(value).find())) continue;
                if (values.stream().anyMatch(value -> value.length() > 10 * LONGEST)) {
                    draft.problem(path, "a value is too long to be searched");
                    continue;
                }
                draft.write(path, holder, values.stream().map(this::replaced).toList());
            }
        }

        private String replaced(String value) {
            return pattern.matcher(value).replaceAll(with).strip();
        }
    }

    /** Gives one attribute the value of another; where that has none, nothing happens. */
    record Copy(AttributePath from, AttributePath to) implements Action {
        public Copy {
            Coercible.require(to);
            boolean sequences = from.vr() == VR.SQ && to.vr() == VR.SQ;
            if (!sequences && (!ValueRules.canBeText(from.vr()) || !ValueRules.canBeText(to.vr())))
                throw new IllegalArgumentException(from + " can't be copied to " + to);
        }

        @Override
        public void applyTo(Draft draft, Orders orders) {
            if (draft.isOutOfSight(from)) return;
            Optional<Attributes> holder = from.holders(draft.dataSet()).stream()
                    .filter(h -> Texts.hasValue(h, from.tag()))
                    .findFirst();
            if (holder.isEmpty()) return;
            if (from.vr() == VR.SQ) draft.writeItems(to, holder.get().getItems(from.tag()));
            else draft.write(to, Texts.of(holder.get(), from.tag()));
        }
    }

    /**
     * Looks each value up in a table.
     *
     * @param to where the result goes, {@code from} itself as a rule
     * @param otherwise for values the table lacks; empty for leaving them, or nothing where they would go elsewhere
     */
    record MapByTable(AttributePath from, AttributePath to, Map<String, String> table, Optional<String> otherwise)
            implements Action {
        public MapByTable {
            table = Map.copyOf(table);
            Coercible.require(to);
            requireText(from);
            table.values().forEach(value -> requireFit(to, List.of(value)));
            otherwise.ifPresent(value -> requireFit(to, List.of(value)));
        }

        @Override
        public void applyTo(Draft draft, Orders orders) {
            if (draft.isOutOfSight(from)) return;
            for (Attributes holder : from.holders(draft.dataSet())) {
                List<String> values = Texts.of(holder, from.tag());
                if (from.equals(to)) {
                    List<String> mapped = values.stream()
                            .map(value -> table.getOrDefault(value, otherwise.orElse(value)))
                            .toList();
                    if (!mapped.equals(values)) draft.write(to, holder, mapped);
                } else {
                    List<String> mapped = values.stream()
                            .filter(value -> table.containsKey(value) || otherwise.isPresent())
                            .map(value -> table.getOrDefault(value, otherwise.orElse("")))
                            .toList();
                    if (!mapped.isEmpty()) draft.write(to, mapped);
                }
            }
        }
    }

    /** Takes attributes out. */
    record Remove(List<AttributePath> paths) implements Action {
        public Remove {
            paths = List.copyOf(paths);
            paths.forEach(Coercible::require);
        }

        @Override
        public void applyTo(Draft draft, Orders orders) {
            paths.forEach(draft::remove);
        }
    }

    /**
     * Takes attributes from the order that the instance belongs to; where there is none, nothing happens.
     *
     * @param paths of the data set itself
     * @param overwrite whether attributes that have a value get the order's
     */
    record SupplementFromOrder(List<AttributePath> paths, boolean overwrite) implements Action {
        public SupplementFromOrder {
            paths = List.copyOf(paths);
            for (AttributePath path : paths) {
                Coercible.require(path);
                if (!path.isRoot()) throw new IllegalArgumentException(path + " is not of the data set itself");
            }
        }

        @Override
        public void applyTo(Draft draft, Orders orders) {
            List<AttributePath> wanted = paths.stream()
                    .filter(path -> overwrite || !Texts.hasValue(draft.dataSet(), path.tag()))
                    .toList();
            if (wanted.isEmpty()) return;
            orders.of(draft.dataSet()).ifPresent(order -> wanted.forEach(path -> supplement(draft, path, order)));
        }

        private static void supplement(Draft draft, AttributePath path, Attributes order) {
            if (!order.containsValue(path.tag())) return;
            if (path.vr() == VR.SQ) draft.writeItems(path, order.getItems(path.tag()));
            else draft.write(path, Texts.of(order, path.tag()));
        }
    }

    private static void requireText(AttributePath path) {
        if (!path.vr().isString()) throw new IllegalArgumentException(path + " is not text");
    }

    private static void requireFit(AttributePath path, List<String> values) {
        ValueRules.problem(path.vr(), values).ifPresent(problem -> {
            throw new IllegalArgumentException(path + ": " + problem);
        });
    }
}
