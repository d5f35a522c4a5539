package org.muniment.core.coerce;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;

/** When a rule applies. */
public sealed interface Condition {

    Condition ALWAYS = new All(List.of());

    boolean holds(Attributes dataSet, Sender sender);

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Attributes dataSet, Sender sender) {
            for (Condition condition : conditions) if (!condition.holds(dataSet, sender)) return false;
            return true;
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Attributes dataSet, Sender sender) {
            for (Condition condition : conditions) if (condition.holds(dataSet, sender)) return true;
            return false;
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Attributes dataSet, Sender sender) {
            return !condition.holds(dataSet, sender);
        }
    }

    /** Of an attribute; in several items one is enough. */
    record OfAttribute(AttributePath path, ValueTest test) implements Condition {
        @Override
        public boolean holds(Attributes dataSet, Sender sender) {
            List<String> values = new ArrayList<>();
            for (Attributes holder : path.holders(dataSet)) {
                List<String> here = Texts.of(holder, path.tag()).stream()
                        .filter(text -> !text.isEmpty())
                        .toList();
                if (here.isEmpty() && Texts.hasValue(holder, path.tag())) here = List.of("?"); // no text, but there
                values.addAll(here);
            }
            return test.holds(values);
        }
    }

    /** Of the AE title, or the user's name over HTTP. */
    record OfCaller(ValueTest test) implements Condition {
        @Override
        public boolean holds(Attributes dataSet, Sender sender) {
            return test.holds(List.of(sender.name()));
        }
    }

    record OfSopClass(ValueTest test) implements Condition {
        @Override
        public boolean holds(Attributes dataSet, Sender sender) {
            return test.holds(List.of(sender.sopClassUid()));
        }
    }
}
