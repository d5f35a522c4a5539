package org.muniment.archive.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Documents as a plain map. */
public final class MemoryDocumentRegister implements DocumentRegister {

    private record Name(String collection, String id) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int order = collection.compareTo(other.collection);
            return order != 0 ? order : id.compareTo(other.id);
        }
    }

    private final Map<Name, Document> documents = new TreeMap<>();

    @Override
    public synchronized Optional<Document> find(String collection, String id) {
        return Optional.ofNullable(documents.get(new Name(collection, id)));
    }

    @Override
    public synchronized Stream<Document> list(String collection) {
        return List.copyOf(documents.values()).stream()
                .filter(document -> document.collection().equals(collection));
    }

    @Override
    public synchronized boolean put(Document document) {
        Name name = nameOf(document);
        Document present = documents.get(name);
        if (document.version() != (present == null ? 1 : present.version() + 1)) return false;
        documents.put(name, document);
        return true;
    }

    @Override
    public synchronized boolean remove(Document document) {
        Document present = documents.get(nameOf(document));
        if (present == null || present.version() != document.version()) return false;
        documents.remove(nameOf(document));
        return true;
    }

    private static Name nameOf(Document document) {
        return new Name(document.collection(), document.id());
    }
}
