package org.muniment.lifecycle.records.document;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;

/** One collection of documents of one type. Safe for use by many threads and nodes; failures are those of {@link DocumentRegister}. */
public final class Documents<T> {

    private static final int MOST_RACES = 20;

    private final DocumentRegister register;
    private final String collection;
    private final Class<T> type;

    public Documents(DocumentRegister register, String collection, Class<T> type) {
        this.register = register;
        this.collection = collection;
        this.type = type;
    }

    public Optional<T> find(String id) {
        return register.find(collection, id).map(this::read);
    }

    /** @throws ArchiveException NOT_FOUND */
    public T get(String id) {
        return find(id).orElseThrow(this::notFound);
    }

    /** In no order; closed by the caller. */
    public Stream<T> all() {
        return register.list(collection).map(this::read);
    }

    /** @return false where there is one already, which stays */
    public boolean add(String id, T value) {
        return register.put(Document.first(collection, id, Json.write(value)));
    }

    /**
     * Changes it, if need be more than once from what others have made of it meanwhile; what the change throws comes out and nothing is written.
     *
     * @return what it is then
     * @throws ArchiveException NOT_FOUND
     */
    public T change(String id, UnaryOperator<T> change) {
        for (int race = 0; race < MOST_RACES; race++) {
            Document present = register.find(collection, id).orElseThrow(this::notFound);
            T before = read(present);
            T changed = change.apply(before);
            if (changed.equals(before)) return before;
            if (register.put(present.next(Json.write(changed)))) return changed;
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "too many change this at once");
    }

    /** @return whether it was there */
    public boolean remove(String id) {
        for (int race = 0; race < MOST_RACES; race++) {
            Optional<Document> present = register.find(collection, id);
            if (present.isEmpty()) return false;
            if (register.remove(present.get())) return true;
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "too many change this at once");
    }

    private T read(Document document) {
        return Json.read(document.json(), type);
    }

    private ArchiveException notFound() {
        return new ArchiveException(ErrorCode.NOT_FOUND, "there is no such document in " + collection);
    }
}
