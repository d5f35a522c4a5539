package org.muniment.web.coercion;

import java.util.List;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.coerce.Change;
import org.muniment.core.coerce.Coerced;

/**
 * What rules would change.
 *
 * @param looked how many instances were looked at
 * @param complete false where there are more than were looked at
 * @param instances those that would change, and those where a rule could not do what it says
 */
record PreviewBody(int looked, boolean complete, List<Instance> instances) {

    record Instance(String study, String series, String instance, List<Change> changes, List<String> problems) {

        static Instance of(InstanceRecord record, Coerced coerced) {
            return new Instance(
                    record.id().study().value(),
                    record.id().series().value(),
                    record.id().instance().value(),
                    coerced.changes(),
                    coerced.problems());
        }
    }
}
