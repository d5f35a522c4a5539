package org.muniment.core.patient;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Kind;
import org.muniment.archive.patient.WorkItem.Side;
import org.muniment.archive.patient.WorkItemId;
import org.muniment.archive.patient.WorkItemRegister;

/**
 * Raises work items where identities don't go together. One conflict is one item, however many studies or messages show it; after it was
 * decided, a study that shows it again is another.
 */
final class Conflicts {

    private static final int MOST_CANDIDATES = 4;

    private final PatientRecords records;
    private final WorkItemRegister items;
    private final Clock clock;

    Conflicts(PatientRecords records, Clock clock) {
        this.records = records;
        this.items = records.workItems();
        this.clock = clock;
    }

    /** A study is stored that names no patient. */
    void missingId(StudyRecord study, String source) {
        raise(Kind.MISSING_ID, side(study), List.of(), source(source));
    }

    /** A study is stored whose patient id may be anybody's; those who have it somewhere stand on the other sides. */
    void missingIssuer(StudyRecord study, String source) {
        Side arrived = side(study);
        if (isOpen(Kind.MISSING_ISSUER, arrived, List.of())) return;
        List<Side> candidates;
        try (Stream<Patient> found =
                records.patients().byId(arrived.identifier().orElseThrow().id())) {
            candidates = found.filter(patient -> patient.identifier().hasIssuer())
                    .limit(MOST_CANDIDATES)
                    .map(Side::of)
                    .toList();
        }
        raise(Kind.MISSING_ISSUER, arrived, candidates, source(source));
    }

    /** A study is stored that tells of another person than is known. */
    void anotherPerson(StudyRecord study, Patient known, String source) {
        raise(Kind.ANOTHER_PERSON, side(study), List.of(Side.of(known)), source(source));
    }

    /** Something is stored into a study that says whose it is otherwise. */
    void twoPatients(StudyRecord present, StudyRecord arriving, String source) {
        raise(Kind.TWO_PATIENTS_IN_STUDY, side(arriving), List.of(side(present)), source(source));
    }

    void sharedIdentifier(Patient claiming, Patient present, Provenance by) {
        raise(Kind.SHARED_IDENTIFIER, Side.of(claiming), List.of(Side.of(present)), by);
    }

    void doubtfulMerge(Patient survivor, Patient prior, ReconciliationId done, Provenance by) {
        WorkItemId id = WorkItemId.of(Kind.DOUBTFUL_MERGE.name(), done.value());
        if (items.find(id).isPresent()) return;
        List<Side> sides = List.of(Side.of(survivor), Side.of(prior));
        items.record(new WorkItem(id, Kind.DOUBTFUL_MERGE, sides, now(by), Optional.of(done), 0, Optional.empty()));
    }

    /** A message may be old when it comes. */
    private Provenance now(Provenance by) {
        return new Provenance(by.by(), by.reference(), clock.instant());
    }

    private Provenance source(String source) {
        return new Provenance(source, "", clock.instant());
    }

    private static Side side(StudyRecord study) {
        Person person = Person.of(study.attributes());
        return new Side(
                PatientIdentifier.of(study.attributes()),
                person.name(),
                person.birthDate(),
                person.sex(),
                Optional.of(study.id()));
    }

    private boolean isOpen(Kind kind, Side first, List<Side> others) {
        return items.find(id(kind, first, others, "")).filter(WorkItem::isOpen).isPresent();
    }

    private void raise(Kind kind, Side first, List<Side> others, Provenance by) {
        List<Side> sides = new ArrayList<>(List.of(first));
        sides.addAll(others);
        WorkItemId id = id(kind, first, others, "");
        Optional<WorkItem> before = items.find(id);
        if (before.filter(WorkItem::isOpen).isPresent()) return;
        if (before.isPresent()) {
            if (first.study().isEmpty()) return; // messages repeat what they say; it was decided
            id = id(kind, first, others, first.study().get().value());
            if (items.find(id).isPresent()) return;
        }
        items.record(new WorkItem(id, kind, sides, now(by), Optional.empty(), 0, Optional.empty()));
    }

    /** Of a missing issuer the candidates are not part of the conflict, nor is a study but where it has no id or two. */
    private static WorkItemId id(Kind kind, Side first, List<Side> others, String again) {
        List<String> words = new ArrayList<>(List.of(kind.name(), words(first), again));
        if (kind != Kind.MISSING_ISSUER) others.forEach(side -> words.add(words(side)));
        boolean ofStudy = kind == Kind.MISSING_ID || kind == Kind.TWO_PATIENTS_IN_STUDY;
        if (ofStudy) words.add(first.study().orElseThrow().value());
        return WorkItemId.of(words.toArray(String[]::new));
    }

    private static String words(Side side) {
        String identifier =
                side.identifier().map(i -> i.id() + "\n" + i.issuer()).orElse("");
        return identifier + "\n" + new Person(side.name(), side.birthDate(), side.sex()).key();
    }
}
