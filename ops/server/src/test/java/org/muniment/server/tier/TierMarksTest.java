package org.muniment.server.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.lifecycle.MemoryDocumentRegister;

class TierMarksTest {

    @TempDir
    Path root;

    private final DocumentRegister documents = new MemoryDocumentRegister();
    private final TierMarks marks = new TierMarks(documents);

    @Test
    void shouldKnowItsDirectoryAgain() {
        marks.require(tier());

        assertThatCode(() -> marks.require(tier())).doesNotThrowAnyException();
        assertThatCode(() -> new TierMarks(documents).require(tier())).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseTheEmptyDirectoryOfADiskThatIsNotMounted() throws IOException {
        marks.require(tier());
        String mark = Files.readString(root.resolve("tier"));
        Files.delete(root.resolve("tier"));

        assertThatThrownBy(() -> marks.require(tier()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("mounted")
                .hasMessageContaining(mark.strip());

        Files.writeString(root.resolve("tier"), mark);
        assertThatCode(() -> marks.require(tier())).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnotherArchivesDirectory() {
        marks.require(tier());

        assertThatThrownBy(() -> new TierMarks(new MemoryDocumentRegister()).require(tier()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("another archive")
                .hasMessageContaining("remove the file " + root.resolve("tier"));
    }

    @Test
    void shouldGoOnWhereTheFirstStartDied() throws IOException {
        marks.require(tier());
        String mark = Files.readString(root.resolve("tier"));
        DocumentRegister chosen = new MemoryDocumentRegister();
        chosen.put(Document.first(TierMarks.COLLECTION, "warm", mark.strip()));
        Files.delete(root.resolve("tier"));

        new TierMarks(chosen).require(tier());

        assertThat(root.resolve("tier")).hasContent(mark.strip());
    }

    private FileTier tier() {
        return new FileTier("warm", root);
    }
}
