package org.muniment.core.find;

import java.util.Objects;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** What a peer asks the archive for: the one query model of C-FIND, QIDO-RS and FHIR search. */
public final class Query {

    private final QueryLevel level;
    private final QueryRoot root;
    private final QueryOptions options;
    private final Attributes keys;

    private Query(QueryLevel level, QueryRoot root, QueryOptions options, Attributes keys) {
        this.level = Objects.requireNonNull(level);
        this.root = Objects.requireNonNull(root);
        this.options = Objects.requireNonNull(options);
        this.keys = Objects.requireNonNull(keys);
    }

    /** As below, at the level the identifier itself names, as in C-FIND. */
    public static Query fromIdentifier(QueryRoot root, Attributes identifier, QueryOptions options) {
        return fromIdentifier(QueryLevel.of(identifier.getString(Tag.QueryRetrieveLevel)), root, identifier, options);
    }

    /**
     * @throws org.muniment.archive.error.ArchiveException INVALID_QUERY naming the attribute that is not as the standard allows
     */
    public static Query fromIdentifier(QueryLevel level, QueryRoot root, Attributes identifier, QueryOptions options) {
        return new Query(level, root, options, identifier);
    }

    public QueryLevel level() {
        return level;
    }

    public QueryRoot root() {
        return root;
    }

    public QueryOptions options() {
        return options;
    }

    Attributes keys() {
        return keys;
    }
}
