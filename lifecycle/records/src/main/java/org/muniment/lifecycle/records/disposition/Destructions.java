package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.policy.destruction.Clearance;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.records.disposition.Destruction.Look;
import org.muniment.lifecycle.records.disposition.Destruction.State;
import org.muniment.lifecycle.records.document.Digests;
import org.muniment.lifecycle.records.document.Documents;
import org.muniment.lifecycle.records.hold.RunningDestructions;

/** Studies that are being destroyed: one mark for each, changed by compare-and-set only, with the manifests of those that are or were. */
public final class Destructions implements RunningDestructions {

    private static final String MANIFESTS = "manifests";
    private static final int LINES_PER_PART = 2_000;

    private final DocumentRegister register;
    private final Documents<Destruction> running;
    private final Clock clock;

    public Destructions(DocumentRegister register, Clock clock) {
        this.register = register;
        this.running = new Documents<>(register, "destructions", Destruction.class);
        this.clock = clock;
    }

    public Optional<Destruction> find(StudyInstanceUid study) {
        return running.find(study.value());
    }

    public List<Destruction> all() {
        try (Stream<Destruction> all = running.all()) {
            return all.toList();
        }
    }

    /** Marks the study. Where it is marked, that one stays and is returned. */
    Destruction reserve(StudyInstanceUid study, String disposition) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        running.add(study.value(), Destruction.reserved(UUID.randomUUID().toString(), study.value(), disposition, now));
        return running.get(study.value());
    }

    Destruction change(StudyInstanceUid study, UnaryOperator<Destruction> change) {
        return running.change(study.value(), change);
    }

    /** The point of no return. @param looking the look it was cleared in. @param cleared the guard's word, just given */
    Destruction begin(String looking, Clearance.Cleared cleared, Look look, Inventory inventory) {
        return change(cleared.study(), destruction -> destruction.destroying(looking, look, inventory));
    }

    /** It is over: done, or taken back. */
    void end(StudyInstanceUid study) {
        running.remove(study.value());
    }

    @Override
    public List<StudyInstanceUid> beyondRecall(Hold hold) {
        List<StudyInstanceUid> late = new ArrayList<>();
        for (Destruction destruction : all()) {
            StudyInstanceUid study = new StudyInstanceUid(destruction.study());
            if (hold.scope() instanceof HoldScope.OfStudy one && !one.study().equals(study)) continue;
            try {
                if (change(study, Destruction::lookAgain).state() == State.DESTROYING) late.add(study);
            } catch (ArchiveException e) {
                if (e.code() != ErrorCode.NOT_FOUND) throw e;
                if (destruction.state() == State.DESTROYING) late.add(study); // it has come to its end meanwhile
            }
        }
        return late;
    }

    /** Keeps the manifest of the destruction; on return it is durable. */
    Inventory keep(Destruction destruction, Manifest manifest, Inventory.About about, List<Inventory.Copy> containers) {
        List<String> parts = manifest.parts(LINES_PER_PART);
        for (int number = 0; number < parts.size(); number++)
            keepPart(destruction.id() + "." + number, parts.get(number));
        return new Inventory(
                manifest.series(),
                manifest.lines().size(),
                manifest.bytes(),
                parts.size(),
                Digests.sha256(manifest.text()).hex(),
                about,
                containers);
    }

    /** One that was kept before its look was overtaken is replaced. */
    private void keepPart(String id, String text) {
        Document present = register.find(MANIFESTS, id).orElse(null);
        if (present != null && present.json().equals(text)) return;
        if (!register.put(present == null ? Document.first(MANIFESTS, id, text) : present.next(text)))
            throw new ArchiveException(ErrorCode.OVERLOADED, "somebody else writes the manifest");
    }

    /**
     * The manifest of a destruction.
     *
     * @throws ArchiveException CORRUPT_OBJECT where it is not as it was kept
     */
    String manifest(String destruction, int parts, String sha256) {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < parts; number++)
            text.append(register.find(MANIFESTS, destruction + "." + number)
                    .map(Document::json)
                    .orElse(""));
        if (!Digests.sha256(text.toString()).hex().equals(sha256))
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "the manifest is not as it was kept");
        return text.toString();
    }

    Manifest manifest(Destruction destruction) {
        Inventory inventory = destruction.inventory();
        return Manifest.parse(
                new StudyInstanceUid(destruction.study()),
                manifest(destruction.id(), inventory.manifestParts(), inventory.manifestSha256()));
    }
}
