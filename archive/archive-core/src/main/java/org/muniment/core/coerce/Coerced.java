package org.muniment.core.coerce;

import java.util.List;
import java.util.Map;
import org.muniment.dicom.Attributes;

/**
 * What rules make of a data set.
 *
 * @param dataSet as it is to be stored, but for the record of its originals; the given one where nothing changed
 * @param changes in the order of the rules
 * @param problems changes that were left out, and why; without values
 * @param originals by reason, the attributes of the data set that are not as they were, with the values they had
 */
public record Coerced(
        Attributes dataSet, List<Change> changes, List<String> problems, Map<Reason, Attributes> originals) {

    public Coerced {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        originals = Map.copyOf(originals);
    }

    public boolean isChanged() {
        return !originals.isEmpty();
    }
}
