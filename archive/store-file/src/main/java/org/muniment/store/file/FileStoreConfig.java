package org.muniment.store.file;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A store on a local file system.
 *
 * @param name what locations call the store; never changed while it holds objects
 * @param root its directory, made where absent; one file system, and one process at a time
 * @param reserve bytes that stay free: new objects are refused below, so that the index and its logs beside it can go on
 */
public record FileStoreConfig(String name, Path root, long reserve) {

    public static final long DEFAULT_RESERVE = 256L << 20;

    public FileStoreConfig {
        Objects.requireNonNull(name);
        Objects.requireNonNull(root);
        if (name.isBlank()) throw new IllegalArgumentException("name is empty");
        if (reserve < 0) throw new IllegalArgumentException("reserve is negative");
    }

    public FileStoreConfig(String name, Path root) {
        this(name, root, DEFAULT_RESERVE);
    }
}
