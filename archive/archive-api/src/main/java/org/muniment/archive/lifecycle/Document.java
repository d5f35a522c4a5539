package org.muniment.archive.lifecycle;

import java.util.Objects;

/**
 * A small document of records management, such as a hold: JSON that only its collection's owner understands.
 *
 * @param collection which documents it is listed with
 * @param id its own within the collection
 * @param version 1 for the first, then one more with each change
 */
public record Document(String collection, String id, long version, String json) {

    public Document {
        if (!collection.matches("[a-z0-9-]{1,64}"))
            throw new IllegalArgumentException("not the name of a collection: " + collection);
        if (!id.matches("[A-Za-z0-9._-]{1,128}")) throw new IllegalArgumentException("not the id of a document: " + id);
        if (version < 1) throw new IllegalArgumentException("version is " + version + "; the first is 1");
        Objects.requireNonNull(json);
    }

    public static Document first(String collection, String id, String json) {
        return new Document(collection, id, 1, json);
    }

    /** What is to come in its place. */
    public Document next(String changed) {
        return new Document(collection, id, version + 1, changed);
    }

    /** Without the text, which may have patient data. */
    @Override
    public String toString() {
        return collection + "/" + id + " version " + version;
    }
}
