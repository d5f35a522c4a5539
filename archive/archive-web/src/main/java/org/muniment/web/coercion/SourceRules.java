package org.muniment.web.coercion;

import java.util.List;
import java.util.Optional;
import org.muniment.core.coerce.Coercion;

/** The sources' rules; supplied by whoever wires the server. */
public interface SourceRules {

    /**
     * A source as previews need it.
     *
     * @param aeTitles at least one
     * @param coercion the rules in force
     */
    record Known(List<String> aeTitles, Coercion coercion) {
        public Known {
            aeTitles = List.copyOf(aeTitles);
        }
    }

    /** The source with this AE title or name. */
    Optional<Known> source(String name);

    /**
     * Rules as they stand in a source file.
     *
     * @throws IllegalArgumentException that says what is wrong with them
     */
    Coercion parse(String yaml);
}
