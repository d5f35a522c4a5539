package org.muniment.archive.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every keeper of documents keeps to. It may hold those of other tests. */
public interface DocumentRegisterContract {

    DocumentRegister register();

    @Test
    default void shouldChangeADocumentOnlyFromTheVersionBefore() {
        Document first = Document.first(collection(), "1.2.840_a-B", "{\"größer\":1}");
        assertThat(register().find(first.collection(), first.id())).isEmpty();
        assertThat(register().put(first.next("{}"))).isFalse();
        assertThat(register().put(first)).isTrue();
        assertThat(register().put(first)).isFalse();
        assertThat(register().find(first.collection(), first.id())).contains(first);

        Document second = first.next("{\"größer\":2}");
        assertThat(register().put(second)).isTrue();
        assertThat(register().put(first.next("{\"late\":true}"))).isFalse();
        assertThat(register().put(second.next("{}").next("{}"))).isFalse();
        assertThat(register().find(first.collection(), first.id())).contains(second);
    }

    @Test
    default void shouldRemoveADocumentOnlyInTheVersionThatIsThere() {
        Document first = Document.first(collection(), "a", "{}");
        assertThat(register().remove(first)).isFalse();
        register().put(first);
        register().put(first.next("{}"));
        assertThat(register().remove(first)).isFalse();
        assertThat(register().remove(first.next("{}"))).isTrue();
        assertThat(register().find(first.collection(), first.id())).isEmpty();
        assertThat(register().put(first)).isTrue();
    }

    @Test
    default void shouldListTheDocumentsOfOneCollection() {
        String collection = collection();
        List<Document> documents = IntStream.range(0, 100)
                .mapToObj(number -> Document.first(collection, "document-" + number, "{}"))
                .toList();
        documents.forEach(register()::put);
        register().put(Document.first(collection(), "document-1", "{}"));
        try (Stream<Document> listed = register().list(collection)) {
            assertThat(listed).containsExactlyInAnyOrderElementsOf(documents);
        }
    }

    private static String collection() {
        return "test-" + UUID.randomUUID();
    }
}
