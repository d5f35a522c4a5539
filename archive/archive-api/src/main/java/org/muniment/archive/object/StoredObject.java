package org.muniment.archive.object;

/** An object whose bytes are durable: {@code size} in bytes and the digest taken while they were written. */
public record StoredObject(ObjectLocation location, long size, Sha256 digest) {}
