package org.muniment.store.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;

/** Lists the files below a directory that have an object's key for a path; others are left alone. */
final class ObjectFiles extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Consumer<ObjectInfo> visitor;

    private ObjectFiles(Path root, Consumer<ObjectInfo> visitor) {
        this.root = root;
        this.visitor = visitor;
    }

    static void walk(Path root, Consumer<ObjectInfo> visitor) throws IOException {
        Files.walkFileTree(root, new ObjectFiles(root, visitor));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String path = StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
        if (attributes.isRegularFile() && ObjectKey.isKey(path))
            visitor.accept(FileObjectStore.info(new ObjectKey(path), attributes));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE; // gone since it was listed
        throw failure;
    }
}
