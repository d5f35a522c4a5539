package org.muniment.lifecycle.records.disposition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.records.document.Documents;

/** What remains of studies that were destroyed. Never removed. */
public final class Tombstones {

    private final Documents<Tombstone> tombstones;

    public Tombstones(DocumentRegister register) {
        tombstones = new Documents<>(register, "tombstones", Tombstone.class);
    }

    public Optional<Tombstone> find(StudyInstanceUid study) {
        return tombstones.find(study.value());
    }

    /** Before the first byte goes. */
    void set(Destruction destruction, Instant now) {
        Inventory inventory = destruction.inventory();
        Tombstone.Entry entry = new Tombstone.Entry(
                destruction.id(), destruction.disposition(), inventory.instances(), inventory.bytes(), now, null);
        if (!tombstones.add(destruction.study(), new Tombstone(destruction.study(), List.of(entry))))
            tombstones.change(destruction.study(), present -> present.with(entry));
    }

    void certified(Destruction destruction, long number) {
        tombstones.change(destruction.study(), present -> present.certified(destruction.id(), number));
    }
}
