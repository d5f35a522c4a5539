package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.core.ArchiveIndex;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/**
 * A random sequence of what messages, people and modalities do to some patients, each step held against what must always be so: every study
 * belongs to exactly one living patient; what is taken back leaves no trace; what is said again changes nothing.
 */
public final class PatientHistory {

    private static final int PEOPLE = 7;

    private final ArchiveIndex index;
    private final PatientService service;
    private final Random random;
    private final FaultyPatientRecords faults;
    private final List<PatientIdentifier> identifiers = new ArrayList<>();
    private final Map<StudyInstanceUid, Attributes> arrived = new HashMap<>();
    private final List<Reconciliation> said = new ArrayList<>();
    private Function<Provenance, Reconciliation> last = by -> null;
    private Provenance lastBy;
    private int messages;

    /** @param faults on the records of the index; null for none */
    PatientHistory(ArchiveIndex index, FaultyPatientRecords faults, long seed) {
        this.index = index;
        this.faults = faults;
        this.random = new Random(seed);
        this.service = new PatientService(index, PatientListener.NONE, Clock.systemUTC());
        String ownIds = new SampleStudy().patientId(); // so that histories can share an index
        for (int i = 0; i < PEOPLE; i++)
            identifiers.add(
                    new PatientIdentifier(ownIds + "-" + i / 2, i % 2 == 0 ? "HOSPITAL" : i == 1 ? "" : "CLINIC"));
    }

    /** Where nothing fails. */
    public static PatientHistory on(ArchiveIndex index, long seed) {
        return new PatientHistory(index, null, seed);
    }

    public PatientHistory run(int steps) {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> store();
                case 3 -> update();
                case 4, 5 -> say(merge(some(), some()));
                case 6 -> say(change(some(), some()));
                case 7 -> repeat();
                case 8 -> reverse();
                default -> trySomethingAndTakeItBack();
            }
            assertThatEveryStudyBelongsToExactlyOneLivingPatient();
        }
        return this;
    }

    /** At the end all studies say what they said when they came. */
    public void takeEverythingBack() {
        for (Reconciliation one : said) untilDone(by -> service.reverse(one.id(), by));
        assertThatEveryStudyBelongsToExactlyOneLivingPatient();
        arrived.forEach(
                (study, attributes) -> assertThat(row(study).attributes().getString(Tag.PatientID))
                        .isEqualTo(attributes.getString(Tag.PatientID)));
        assertThat(identifiers).allMatch(i -> service.living(i).identifier().equals(i));
    }

    private PatientIdentifier some() {
        return identifiers.get(random.nextInt(PEOPLE));
    }

    private Provenance message() {
        return new Provenance("ADT", "M" + ++messages, Instant.ofEpochSecond(1_700_000_000L + messages));
    }

    private Function<Provenance, Reconciliation> merge(PatientIdentifier survivor, PatientIdentifier prior) {
        return by -> {
            PatientIdentifier before = service.living(survivor).identifier();
            boolean wrongWayRound = before.equals(service.living(prior).identifier());
            Reconciliation done = service.merge(survivor, prior, by);
            if (done.isInForce() && !wrongWayRound) {
                assertThat(service.living(prior).identifier()).isEqualTo(before);
                assertThat(service.living(survivor).identifier()).isEqualTo(before);
            }
            return done;
        };
    }

    private Function<Provenance, Reconciliation> change(PatientIdentifier from, PatientIdentifier to) {
        return by -> service.changeIdentifier(from, to, by);
    }

    private void say(Function<Provenance, Reconciliation> statement) {
        last = statement;
        lastBy = message();
        remember(untilDone(lastBy, statement));
    }

    private void remember(Reconciliation done) {
        if (done.state() != Reconciliation.State.REDUNDANT && said.stream().noneMatch(r -> r.id().equals(done.id())))
            said.add(done);
    }

    private void update() {
        PatientIdentifier one = some();
        PatientUpdate update = new PatientUpdate(
                one,
                Set.of(some()),
                Optional.of("Name" + random.nextInt(3) + "^Given"),
                Optional.of("19700101"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        untilDone(by -> service.update(update, by));
        identifiers.forEach(i -> service.history(i).forEach(this::remember));
    }

    private void repeat() {
        if (lastBy == null) return;
        Map<Object, Object> before = state();
        untilDone(lastBy, last);
        assertThat(state()).isEqualTo(before);
    }

    private void reverse() {
        if (said.isEmpty()) return;
        Reconciliation one = said.get(random.nextInt(said.size()));
        untilDone(by -> service.reverse(one.id(), by));
        assertThat(service.reconciliation(one.id()).orElseThrow().state()).isEqualTo(Reconciliation.State.REVERSED);
    }

    private void trySomethingAndTakeItBack() {
        Map<Object, Object> before = state();
        Reconciliation done = untilDone(merge(some(), some()));
        if (done.state() == Reconciliation.State.REDUNDANT || said.stream().anyMatch(r -> r.id().equals(done.id())))
            return; // it said nothing new
        untilDone(by -> service.reverse(done.id(), by));
        said.add(done);
        assertThat(state()).isEqualTo(before);
    }

    private void store() {
        SampleStudy study = new SampleStudy();
        PatientIdentifier as = some();
        study.with(Tag.PatientID, VR.LO, as.id()).with(Tag.PatientName, VR.PN, "Name" + random.nextInt(3) + "^Given");
        if (as.hasIssuer()) study.with(Tag.IssuerOfPatientID, VR.LO, as.issuer());
        arrived.put(study.uid(), study.study().attributes());
        untilDone(by -> {
            index.patients().whileLinksStay(() -> index.writer()
                    .commit(
                            study.instance(1, 1),
                            study.series(1),
                            index.patients().arriving(study.study(), "CT")));
            return by;
        });
    }

    private <T> T untilDone(Function<Provenance, T> step) {
        return untilDone(message(), step);
    }

    /** Does it again as its sender would, or whoever starts the archive, after a write has failed. */
    private <T> T untilDone(Provenance by, Function<Provenance, T> step) {
        if (faults != null) faults.fail(1 + random.nextInt(12), random.nextBoolean());
        try {
            return step.apply(by);
        } catch (ArchiveException e) {
            if (faults == null || !faults.clear()) throw e;
            if (random.nextBoolean()) service.completeUnfinished();
            return step.apply(by);
        } finally {
            if (faults != null) faults.clear();
        }
    }

    /** Who lives as whom, and what studies say. */
    private Map<Object, Object> state() {
        Map<Object, Object> state = new HashMap<>();
        for (PatientIdentifier i : identifiers) state.put(i, service.living(i).identifier());
        for (StudyInstanceUid study : arrived.keySet()) state.put(study, LivingAttributes.of(row(study)));
        return state;
    }

    private StudyRecord row(StudyInstanceUid study) {
        try (Stream<StudyRecord> found = index.reader().studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.findFirst().orElseThrow();
        }
    }

    private void assertThatEveryStudyBelongsToExactlyOneLivingPatient() {
        Map<StudyInstanceUid, PatientIdentifier> owners = new HashMap<>();
        for (PatientIdentifier identifier : identifiers) {
            try (Stream<StudyRecord> studies = service.studies(identifier)) {
                studies.forEach(study -> assertThat(owners.put(study.id(), identifier))
                        .as("another patient of the study")
                        .isNull());
            }
            Patient living = service.living(identifier);
            assertThat(living.mergedInto()).isEmpty();
            assertThat(service.living(living.identifier()).identifier()).isEqualTo(living.identifier());
        }
        arrived.forEach((study, attributes) -> assertThat(owners.get(study))
                .isEqualTo(service.living(PatientIdentifier.of(attributes).orElseThrow())
                        .identifier()));
        assertThat(owners).hasSameSizeAs(arrived);
    }
}
