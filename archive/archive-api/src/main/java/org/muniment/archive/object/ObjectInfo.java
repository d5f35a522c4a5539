package org.muniment.archive.object;

import java.time.Instant;

/** What a store knows of an object without reading it. {@code size} in bytes. */
public record ObjectInfo(ObjectKey key, long size, Instant modified) {}
