package org.muniment.store.file;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A store on a local file system.
 *
 * @param name what locations call the store; never changed while it holds objects
 * @param root its directory, made where absent; one file system
 * @param reserve bytes that stay free: new objects are refused below, so that the index and its logs beside it can go on
 * @param node which of several processes that share the directory this is; empty for one that has it to itself. What else they need is a file system that keeps
 *     what POSIX promises of locks and renames, such as NFS 4
 */
public record FileStoreConfig(String name, Path root, long reserve, Optional<String> node) {

    public static final long DEFAULT_RESERVE = 256L << 20;

    public FileStoreConfig {
        Objects.requireNonNull(name);
        Objects.requireNonNull(root);
        if (name.isBlank()) throw new IllegalArgumentException("name is empty");
        if (!node.orElse("x").matches("[A-Za-z0-9-]{1,64}")) throw new IllegalArgumentException("not a node: " + node);
        if (reserve < 0) throw new IllegalArgumentException("reserve is negative");
    }

    /** Of one process. */
    public FileStoreConfig(String name, Path root, long reserve) {
        this(name, root, reserve, Optional.empty());
    }

    public FileStoreConfig(String name, Path root) {
        this(name, root, DEFAULT_RESERVE);
    }
}
