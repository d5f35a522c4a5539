package org.muniment.core.coerce;

import java.util.List;
import java.util.Map;
import org.muniment.dicom.Attributes;

/**
 * The rules of a source, applied in order; each sees what those before it have done.
 *
 * @param defaultCharacterSet what Specific Character Set says of text that declares none and is not ASCII; empty for leaving it
 */
public record Coercion(String defaultCharacterSet, List<CoercionRule> rules) {

    /** Everything is taken as it comes. */
    public static final Coercion NONE = new Coercion("", List.of());

    private static final AttributePath RECORD = AttributePath.of("OriginalAttributesSequence");

    public Coercion {
        rules = List.copyOf(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty() && defaultCharacterSet.isEmpty();
    }

    /**
     * What the rules make of a data set, which stays as it is.
     *
     * @param dataSet the elements before the pixel data; of what is too large to be held only places
     */
    public Coerced apply(Attributes dataSet, Sender sender, Orders orders) {
        if (RECORD.isOutOfSight(dataSet)) return unchanged(dataSet, List.of("the record of originals is too large"));
        Draft draft = null;
        if (!defaultCharacterSet.isEmpty()) {
            draft = new Draft(dataSet);
            draft.declare(defaultCharacterSet);
        }
        for (CoercionRule rule : rules) {
            if (!rule.when().holds(draft == null ? dataSet : draft.dataSet(), sender)) continue;
            if (draft == null) draft = new Draft(dataSet);
            draft.begin(rule);
            rule.then().applyTo(draft, orders);
        }
        return draft == null ? unchanged(dataSet, List.of()) : draft.finish();
    }

    private static Coerced unchanged(Attributes dataSet, List<String> problems) {
        return new Coerced(dataSet, List.of(), problems, Map.of());
    }
}
