package org.muniment.core.coerce;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;

/** What is asked of the values of an attribute. Of several values one that answers to it is enough. */
public sealed interface ValueTest {

    /** @param values those that are not empty */
    boolean holds(List<String> values);

    /** Equal to one of these, letter by letter. */
    record OneOf(Set<String> wanted) implements ValueTest {
        public OneOf {
            wanted = Set.copyOf(wanted);
            if (wanted.isEmpty()) throw new IllegalArgumentException("a condition names no value");
        }

        @Override
        public boolean holds(List<String> values) {
            return values.stream().anyMatch(wanted::contains);
        }
    }

    /** Matches as a whole. RE2's expressions take time in proportion to the value, whatever the pattern. */
    record Matching(Pattern pattern) implements ValueTest {
        @Override
        public boolean holds(List<String> values) {
            return values.stream().anyMatch(pattern::matches);
        }
    }

    /** There is no value; or, where {@code wanted} is false, there is one. */
    record Empty(boolean wanted) implements ValueTest {
        @Override
        public boolean holds(List<String> values) {
            return values.isEmpty() == wanted;
        }
    }
}
