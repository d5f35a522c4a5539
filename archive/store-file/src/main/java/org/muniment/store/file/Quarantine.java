package org.muniment.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.object.ObjectInfo;
import org.muniment.archive.object.ObjectKey;

/** Objects taken out of sight but kept for a while, as files with the time of their quarantine. */
final class Quarantine {

    private final Path objects;
    private final Path quarantine;
    private final DurableDirectories directories;
    private final Clock clock;

    Quarantine(Path objects, Path quarantine, DurableDirectories directories, Clock clock) {
        this.objects = objects;
        this.quarantine = quarantine;
        this.directories = directories;
        this.clock = clock;
    }

    void take(ObjectKey key) throws IOException {
        Path file = objects.resolve(key.path());
        if (!Files.exists(file)) return;
        // dated before it is moved: were it the other way round, a purge in between would judge by the old date
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        move(file, quarantine.resolve(key.path()));
    }

    boolean giveBack(ObjectKey key) throws IOException {
        try {
            move(quarantine.resolve(key.path()), objects.resolve(key.path()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void move(Path from, Path to) throws IOException {
        if (!Files.exists(from)) throw new NoSuchFileException(from.toString());
        directories.create(to.getParent());
        directories.sync(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        DurableDirectories.force(to.getParent());
        DurableDirectories.force(from.getParent());
    }

    long purge(Instant before) throws IOException {
        if (!Files.isDirectory(quarantine)) return 0;
        List<ObjectInfo> due = new ArrayList<>();
        ObjectFiles.walk(quarantine, object -> {
            if (object.modified().isBefore(before)) due.add(object);
        });
        for (ObjectInfo object : due)
            Files.deleteIfExists(quarantine.resolve(object.key().path()));
        return due.size();
    }
}
