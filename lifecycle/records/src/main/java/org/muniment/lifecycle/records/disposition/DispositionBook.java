package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.records.disposition.DispositionItem.Outcome;
import org.muniment.lifecycle.records.document.Digests;
import org.muniment.lifecycle.records.document.Documents;
import org.muniment.lifecycle.records.document.Json;

/** Dispositions with their items, destructions under way, tombstones: all that is written of them. */
final class DispositionBook {

    private final DocumentRegister register;
    private final Documents<Disposition> dispositions;
    private final Destructions destructions;
    private final Tombstones tombstones;
    private final FormerStudyBook former;

    DispositionBook(DocumentRegister register, Clock clock) {
        this.register = register;
        this.dispositions = new Documents<>(register, "dispositions", Disposition.class);
        this.destructions = new Destructions(register, clock);
        this.tombstones = new Tombstones(register);
        this.former = new FormerStudyBook(register);
    }

    Documents<Disposition> dispositions() {
        return dispositions;
    }

    Destructions destructions() {
        return destructions;
    }

    Tombstones tombstones() {
        return tombstones;
    }

    FormerStudyBook former() {
        return former;
    }

    /** @throws ArchiveException NOT_FOUND */
    Disposition disposition(String id) {
        return dispositions.get(id);
    }

    /** @throws ArchiveException NOT_FOUND */
    DispositionItem item(String disposition, StudyInstanceUid study) {
        return itemsOf(disposition).get(study.value());
    }

    /** By study. */
    List<DispositionItem> items(String disposition) {
        try (Stream<DispositionItem> items = itemsOf(disposition).all()) {
            return items.sorted(Comparator.comparing(DispositionItem::study)).toList();
        }
    }

    Documents<DispositionItem> itemsOf(String disposition) {
        return new Documents<>(register, "disposition-" + disposition, DispositionItem.class);
    }

    /** What the item has come to: the first outcome that was told. */
    Outcome outcome(String disposition, StudyInstanceUid study, Outcome outcome) {
        return itemsOf(disposition)
                .change(study.value(), item -> item.with(outcome))
                .outcome();
    }

    /** Of what is to be destroyed and why; items taken out don't count. */
    static String sha256(List<DispositionItem> items) {
        return Digests.sha256(items.stream()
                        .filter(DispositionItem::isIncluded)
                        .map(item -> item.study() + " " + Digests.sha256(Json.write(item.decision())) + "\n")
                        .sorted()
                        .collect(Collectors.joining()))
                .hex();
    }
}
