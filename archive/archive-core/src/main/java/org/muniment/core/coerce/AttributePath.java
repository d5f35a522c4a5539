package org.muniment.core.coerce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/**
 * Names an attribute as people do: its keyword (PS3.6) or its tag, {@code PatientID} or {@code (0010,0020)}, behind the sequences it lies
 * in: {@code RequestAttributesSequence[1].ScheduledProcedureStepID}. Items count from 1; {@code [*]} or nothing means each.
 */
public final class AttributePath {

    private static final int EACH = 0;
    private static final Pattern STEP =
            Pattern.compile("([A-Za-z0-9]+|\\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\\))(?:\\[([1-9][0-9]{0,3}|\\*)])?");
    private static final Pattern TAG = Pattern.compile("\\(?([0-9A-Fa-f]{4}),?([0-9A-Fa-f]{4})\\)?");

    /** A sequence to enter. */
    private record Step(int tag, int item) {}

    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private final int tag;

    private AttributePath(String text) {
        this.text = text;
        String[] parts = text.split("\\.", -1);
        for (int i = 0; i < parts.length - 1; i++) steps.add(sequence(parts[i]));
        Matcher last = match(parts[parts.length - 1]);
        if (last.group(2) != null) throw new IllegalArgumentException(text + " ends with an item, not an attribute");
        tag = tag(last.group(1));
    }

    /** @throws IllegalArgumentException where it names no attribute of the dictionary */
    public static AttributePath of(String text) {
        return new AttributePath(text);
    }

    private static Step sequence(String part) {
        Matcher m = match(part);
        int tag = tag(m.group(1));
        if (ElementDictionary.vrOf(tag) != VR.SQ) throw new IllegalArgumentException(part + " is not a sequence");
        String item = m.group(2);
        return new Step(tag, item == null || item.equals("*") ? EACH : Integer.parseInt(item));
    }

    private static Matcher match(String part) {
        Matcher m = STEP.matcher(part);
        if (!m.matches()) throw new IllegalArgumentException("'" + part + "' is not the name of an attribute");
        return m;
    }

    private static int tag(String name) {
        ElementDictionary.Entry byKeyword = ElementDictionary.find(name);
        if (byKeyword != null) return byKeyword.tag();
        Matcher m = TAG.matcher(name);
        if (!m.matches()) throw new IllegalArgumentException("'" + name + "' is not a keyword of PS3.6 or a tag");
        int tag = Integer.parseUnsignedInt(m.group(1) + m.group(2), 16);
        if (ElementDictionary.find(tag) == null)
            throw new IllegalArgumentException("'" + name + "' is not a tag of PS3.6");
        return tag;
    }

    int tag() {
        return tag;
    }

    boolean isRoot() {
        return steps.isEmpty();
    }

    /** The attribute of the data set itself that this leads through, or is. */
    public int rootTag() {
        return isRoot() ? tag : steps.get(0).tag();
    }

    VR vr() {
        ElementDictionary.Entry entry = ElementDictionary.find(tag);
        return entry == null ? VR.UN : entry.vr();
    }

    /** The data set or items the attribute belongs to, as far as they are there. */
    List<Attributes> holders(Attributes root) {
        List<Attributes> holders = List.of(root);
        for (Step step : steps) {
            List<Attributes> inside = new ArrayList<>();
            for (Attributes holder : holders) {
                List<Attributes> items = holder.getItems(step.tag());
                if (step.item() == EACH) inside.addAll(items);
                else if (step.item() <= items.size()) inside.add(items.get(step.item() - 1));
            }
            holders = inside;
        }
        return holders;
    }

    /** As {@link #holders}; where a named item is the next one of its sequence, it is made. */
    List<Attributes> holdersToFill(Attributes root) {
        List<Attributes> holders = List.of(root);
        for (Step step : steps) {
            List<Attributes> inside = new ArrayList<>();
            for (Attributes holder : holders) {
                if (holder.contains(step.tag()) && !(holder.get(step.tag()).value() instanceof Value.Items)) continue;
                List<Attributes> items = new ArrayList<>(holder.getItems(step.tag()));
                if (step.item() == items.size() + 1) {
                    items.add(new Attributes());
                    holder.setItems(step.tag(), items.toArray(Attributes[]::new));
                }
                if (step.item() == EACH) inside.addAll(items);
                else if (step.item() <= items.size()) inside.add(items.get(step.item() - 1));
            }
            holders = inside;
        }
        return holders;
    }

    /** Whether something on the way, or the attribute itself, was too large to be held, so that nobody can say what is in it. */
    boolean isOutOfSight(Attributes root) {
        for (Step step : steps) if (isLarge(root.get(step.tag()))) return true;
        return holders(root).stream().anyMatch(holder -> isLarge(holder.get(tag)));
    }

    private static boolean isLarge(Attributes.Element element) {
        return element != null && (element.value() instanceof Value.Bulk || element.value() instanceof Value.Encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttributePath path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
