package org.muniment.lifecycle.policy.facts;

import java.util.List;

/**
 * What a study takes and where its copies are.
 *
 * @param size of one copy in bytes
 * @param revision any text that is another one whenever the study's instances have changed
 */
public record StorageFacts(long size, String revision, List<Copy> copies) {

    public StorageFacts {
        if (size < 0) throw new IllegalArgumentException("a study of " + size + " bytes");
        copies = List.copyOf(copies);
    }
}
