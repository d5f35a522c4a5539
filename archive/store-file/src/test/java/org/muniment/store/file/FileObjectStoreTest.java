package org.muniment.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectStoreContract;
import org.muniment.archive.object.ObjectWriter;

class FileObjectStoreTest implements ObjectStoreContract {

    @TempDir
    Path root;

    private FileObjectStore store;

    @BeforeEach
    void open() {
        store = new FileObjectStore(new FileStoreConfig("hot", root, 0));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void shouldLeaveAPlainFileAtTheKeysPath() throws IOException {
        ObjectKey key = put(10);
        assertThat(Files.readAllBytes(root.resolve("objects").resolve(key.path())))
                .isEqualTo(ObjectStoreContract.bytes(10));
    }

    @Test
    void shouldLeaveNoFileBehindWhenClosedWithoutCommit() throws IOException {
        try (ObjectWriter writer = store.create(ObjectStoreContract.newKey())) {
            writer.write(new byte[10], 0, 10);
            assertThat(files("incoming")).hasSize(1);
        }
        assertThat(files("incoming")).isEmpty();
        assertThat(files("objects")).isEmpty();
    }

    @Test
    void shouldDiscardWhatADeadProcessLeft() throws IOException {
        Files.write(root.resolve("incoming/0.part"), new byte[10]);
        ObjectKey key = put(10);
        store.discardUnfinished();
        assertThat(files("incoming")).isEmpty();
        assertThat(store.find(key)).isPresent();
    }

    @Test
    void shouldIgnoreForeignFiles() throws IOException {
        ObjectKey key = put(10);
        Files.write(root.resolve("objects/README.txt"), new byte[10]);
        store.walk(object -> assertThat(object.key()).isEqualTo(key));
    }

    @Test
    void shouldWriteIntoADirectoryThatWasRemovedMeanwhile() throws IOException {
        ObjectKey first = put(10);
        store.delete(first);
        Path series = root.resolve("objects").resolve(first.path()).getParent();
        Files.delete(series);
        Files.delete(series.getParent());
        ObjectKey second = put(20);
        assertThat(store.find(second)).isPresent();
    }

    @Test
    void shouldRefuseNewObjectsWhenOnlyTheReserveIsLeft() throws IOException {
        store.close();
        store = new FileObjectStore(new FileStoreConfig("hot", root, Long.MAX_VALUE));
        assertThatThrownBy(() -> store.create(ObjectStoreContract.newKey()))
                .asInstanceOf(type(ArchiveException.class))
                .extracting(ArchiveException::code)
                .isEqualTo(ErrorCode.OUT_OF_SPACE);
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void shouldMakeItsDirectory() throws IOException {
        Path missing = root.resolve("data/tiers/hot");
        try (FileObjectStore other = new FileObjectStore(new FileStoreConfig("hot", missing, 0))) {
            other.create(ObjectStoreContract.newKey()).commit();
        }
        assertThat(files("data")).hasSize(2);
    }

    @Test
    void shouldNotBeOpenedTwice() {
        assertThatThrownBy(() -> new FileObjectStore(new FileStoreConfig("hot", root)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void shouldNotBeSharedWithOneThatHasItToItself() {
        assertThatThrownBy(() -> new FileObjectStore(new FileStoreConfig("hot", root, 0, Optional.of("a"))))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void shouldTidyOnlyItsOwnWhereItIsShared() throws IOException {
        store.close();
        Files.createDirectories(root.resolve("incoming-b"));
        Path ofOther = Files.createFile(root.resolve("incoming-b/1.part"));
        try (FileObjectStore shared = new FileObjectStore(new FileStoreConfig("hot", root, 0, Optional.of("a")))) {
            Path own = Files.createFile(root.resolve("incoming-a/1.part"));
            shared.discardUnfinished();
            assertThat(own).doesNotExist();
            assertThat(ofOther).exists();
            ObjectKey key = ObjectStoreContract.newKey();
            shared.create(key).commit();
            assertThat(shared.find(key)).isPresent();
        }
        store = new FileObjectStore(new FileStoreConfig("hot", root));
        store.discardUnfinished();
        assertThat(ofOther).doesNotExist();
    }

    @Test
    void shouldStillHaveItsObjectsWhenOpenedAgain() throws IOException {
        ObjectKey key = put(10);
        store.close();
        store = new FileObjectStore(new FileStoreConfig("hot", root));
        store.discardUnfinished();
        assertThat(store.find(key)).isPresent();
    }

    private ObjectKey put(int size) {
        ObjectKey key = ObjectStoreContract.newKey();
        try (ObjectWriter writer = store.create(key)) {
            writer.write(ObjectStoreContract.bytes(size), 0, size);
            writer.commit();
        }
        return key;
    }

    private List<Path> files(String directory) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(directory))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
