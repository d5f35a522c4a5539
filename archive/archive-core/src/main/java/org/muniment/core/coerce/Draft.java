package org.muniment.core.coerce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** A copy of a data set that rules change one after the other, and what they have changed. For one data set. */
final class Draft {

    private final Attributes original;
    private final Attributes dataSet;
    private final Map<Integer, Reason> touched = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private CoercionRule rule;

    Draft(Attributes original) {
        this.original = original;
        this.dataSet = original.copy();
    }

    Attributes dataSet() {
        return dataSet;
    }

    /** What follows is done by this rule. */
    void begin(CoercionRule by) {
        rule = by;
    }

    /** Gives text without a declared character set the one its sender is known to use. */
    void declare(String characterSet) {
        if (dataSet.containsValue(Tag.SpecificCharacterSet) || !Utf8.hasOtherThanAscii(dataSet)) return;
        dataSet.setString(Tag.SpecificCharacterSet, VR.CS, characterSet.split("\\\\", -1));
        changes.add(new Change("defaultCharacterSet", "SpecificCharacterSet", List.of(), List.of(characterSet)));
        touched.put(Tag.SpecificCharacterSet, Reason.CORRECT);
    }

    /** Writes values to the attribute wherever its path leads. */
    void write(AttributePath path, List<String> values) {
        if (isOutOfSight(path)) return;
        List<Attributes> holders = path.holdersToFill(dataSet);
        if (holders.isEmpty()) problem(path, "the item it belongs in is not there");
        for (Attributes holder : holders) write(path, holder, values);
    }

    /** @param holder one of those the path leads to */
    void write(AttributePath path, Attributes holder, List<String> values) {
        List<String> before = Texts.of(holder, path.tag());
        if (before.equals(values) && holder.contains(path.tag())) return;
        VR vr = holder.contains(path.tag()) ? Texts.vr(holder.get(path.tag())) : path.vr();
        Optional<String> problem = ValueRules.problem(vr, values);
        if (problem.isPresent()) {
            problem(path, problem.get());
        } else if (vr.kind() != VR.Kind.TEXT || canHold(holder, path, values)) {
            put(holder, path.tag(), vr, values);
            changed(path, before, values);
        }
    }

    private static void put(Attributes holder, int tag, VR vr, List<String> values) {
        if (ValueRules.isWhole(vr))
            holder.setInt(
                    tag,
                    vr,
                    values.stream()
                            .filter(v -> !v.isEmpty())
                            .mapToInt(v -> (int) Long.parseLong(v))
                            .toArray());
        else holder.setString(tag, vr, values.toArray(String[]::new));
    }

    private boolean canHold(Attributes holder, AttributePath path, List<String> values) {
        for (String value : values) if (!holder.characterSet().canEncode(value)) return toUtf8(path);
        return true;
    }

    /** The whole data set, since text of two character sets can't be told apart. */
    private boolean toUtf8(AttributePath path) {
        if (rule.keepCharacterSet()) return problem(path, "a value is not in the data set's character set");
        if (!Utf8.isPossible(dataSet)) return problem(path, "the data set has text too large to be turned into UTF-8");
        List<String> before = Texts.of(dataSet, Tag.SpecificCharacterSet);
        Utf8.convert(dataSet);
        changes.add(new Change(rule.name(), "SpecificCharacterSet", before, List.of(Utf8.TERM)));
        touched.putIfAbsent(Tag.SpecificCharacterSet, rule.reason());
        return true;
    }

    void remove(AttributePath path) {
        for (Attributes holder : path.holders(dataSet)) {
            if (!holder.contains(path.tag())) continue;
            List<String> before = describe(holder, path.tag());
            holder.remove(path.tag());
            changed(path, before, List.of());
        }
    }

    /** Replaces a sequence by copies of items. */
    void writeItems(AttributePath path, List<Attributes> items) {
        if (isOutOfSight(path)) return;
        for (Attributes holder : path.holdersToFill(dataSet)) {
            List<Attributes> recoded = new ArrayList<>();
            for (Attributes item : items) {
                Optional<Attributes> copy = Items.recoded(item, holder, () -> toUtf8(path));
                if (copy.isEmpty()) return;
                recoded.add(copy.get());
            }
            List<String> before = describe(holder, path.tag());
            if (holder.getItems(path.tag()).equals(recoded)) continue;
            holder.setItems(path.tag(), recoded.toArray(Attributes[]::new));
            changed(path, before, describe(holder, path.tag()));
        }
    }

    /** True, and noted, where the attribute is in something that is not held. */
    boolean isOutOfSight(AttributePath path) {
        return path.isOutOfSight(dataSet) && !problem(path, "it is too large to be looked into");
    }

    private void changed(AttributePath path, List<String> before, List<String> after) {
        changes.add(new Change(rule.name(), path.toString(), before, after));
        touched.putIfAbsent(path.rootTag(), rule.reason());
    }

    /** @return false, for the convenience of those who ask whether they may go on */
    boolean problem(AttributePath path, String why) {
        problems.add(rule.name() + ": " + path + " is left as it is: " + why);
        return false;
    }

    private static List<String> describe(Attributes holder, int tag) {
        Attributes.Element element = holder.get(tag);
        if (element == null) return List.of();
        if (element.value() instanceof Value.Items items)
            return List.of("(" + items.items().size() + " items)");
        List<String> texts = Texts.of(holder, tag);
        return texts.isEmpty() && Texts.hasValue(holder, tag) ? List.of("(not text)") : texts;
    }

    Coerced finish() {
        Map<Reason, Attributes> originals = new EnumMap<>(Reason.class);
        touched.forEach((tag, reason) -> {
            if (tag != Tag.SpecificCharacterSet && isAsBefore(tag)) return;
            originals.computeIfAbsent(reason, r -> new Attributes()).put(before(tag));
        });
        if (originals.isEmpty()) return new Coerced(original, List.of(), problems, Map.of());
        if (touched.containsKey(Tag.SpecificCharacterSet)) // the originals stay in the character set they were in
        originals.values().forEach(item -> item.put(before(Tag.SpecificCharacterSet)));
        return new Coerced(dataSet, changes, problems, originals);
    }

    private boolean isAsBefore(int tag) {
        Attributes.Element was = original.get(tag);
        Attributes.Element is = dataSet.get(tag);
        if (Objects.equals(was, is)) return true;
        boolean text = was != null && is != null && Texts.vr(was).isString();
        return text && was.vr() == is.vr() && Texts.of(original, tag).equals(Texts.of(dataSet, tag));
    }

    /** What was not there before is recorded without a value, else an addition would leave no trace. */
    private Attributes.Element before(int tag) {
        Attributes one = new Attributes(original, List.of(tag)).copy();
        if (one.isEmpty()) one.setNull(tag, dataSet.get(tag).vr());
        return one.get(tag);
    }
}
