package org.muniment.lifecycle.engine.copies;

import java.util.UUID;

/** Marks the containers a job makes, so that whoever goes on with it after a crash knows those that were left unfinished as its own. */
record Maker(long mark) {

    /** @param key the job's, the same for all who ever work at it */
    static Maker of(String key) {
        return new Maker(UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .getMostSignificantBits());
    }

    UUID newId() {
        return new UUID(mark, UUID.randomUUID().getLeastSignificantBits());
    }

    boolean made(UUID id) {
        return id.getMostSignificantBits() == mark;
    }
}
