package org.muniment.lifecycle.engine.decades;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.policy.facts.CareFacts;
import org.muniment.lifecycle.policy.facts.CodedEvent;
import org.muniment.lifecycle.policy.facts.Copy;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.Origin;
import org.muniment.lifecycle.policy.facts.PatientFacts;
import org.muniment.lifecycle.policy.facts.StorageFacts;
import org.muniment.lifecycle.policy.facts.StudyDates;
import org.muniment.lifecycle.policy.facts.StudyFacts;

/** Patients and studies as the archive knows of them on some day: told once as plain values, for the naive model, and once as the archive's facts. */
final class World {

    static final String NONE = "none";
    static final String ISSUER = "SIM";

    final List<Study> living = new ArrayList<>();

    /** What is known of a person; null is not known, {@link #NONE} is none. */
    static final class Patient {
        final Set<Integer> numbers = new HashSet<>();
        final List<Study> studies = new ArrayList<>();
        Object birth;
        Object death = NONE;
        Object lastSeen = NONE;
        List<Map<String, Object>> diagnoses;
        List<Map<String, Object>> procedures;

        private Patient mergedInto;

        Patient(int number, Object birth) {
            numbers.add(number);
            this.birth = birth;
        }

        void seen(LocalDate day) {
            if (lastSeen == null) return;
            if (lastSeen.equals(NONE) || day.isAfter((LocalDate) lastSeen)) lastSeen = day;
        }

        Patient living() {
            return mergedInto == null ? this : mergedInto.living();
        }

        /** All of the other's becomes this one's. */
        void absorb(Patient other) {
            other.mergedInto = this;
            numbers.addAll(other.numbers);
            for (Study study : other.studies) study.patient = this;
            studies.addAll(other.studies);
            other.studies.clear();
            if (other.lastSeen == null) lastSeen = null;
            else if (other.lastSeen instanceof LocalDate day) seen(day);
            if (birth == null) birth = other.birth;
            if (NONE.equals(death)) death = other.death;
            diagnoses = union(diagnoses, other.diagnoses);
            procedures = union(procedures, other.procedures);
        }

        private static List<Map<String, Object>> union(
                List<Map<String, Object>> mine, List<Map<String, Object>> others) {
            if (mine == null || others == null) return mine == null ? others : mine;
            List<Map<String, Object>> all = new ArrayList<>(mine);
            all.addAll(others);
            return all;
        }
    }

    static final class Study {
        final int number;
        final StudyInstanceUid uid;
        Patient patient;
        String facility;
        String department;
        String modality;
        String bodyPart;
        Object imported;
        Object studyDate;
        LocalDate received;
        Object lastViewed = NONE;
        Object lastChange = NONE;
        Object lastTreatment = NONE;
        Object discharge = NONE;
        Object lastInEffect = NONE;
        long size;
        int revision;
        boolean destroyed;
        boolean placed;
        Map<String, Integer> copies = new TreeMap<>(Map.of("hot", 1));

        Study(int number, Patient patient) {
            this.number = number;
            this.uid = new StudyInstanceUid("2.25." + (1_000_000 + number));
            this.patient = patient;
        }

        boolean isOn(String tier) {
            return copies.containsKey(tier);
        }
    }

    static Object lastExamOfKind(Study of) {
        LocalDate last = null;
        for (Study other : of.patient.studies) {
            if (other == of || other.received == null || !(other.studyDate instanceof LocalDate day)) continue;
            if (!other.modality.equals(of.modality)
                    || !String.valueOf(other.facility).equals(of.facility)) continue;
            if (last == null || day.isAfter(last)) last = day;
        }
        return last == null ? NONE : last;
    }

    static Map<String, Object> plain(Study study) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("study", study.uid.value());
        facts.put("facility", study.facility);
        facts.put("department", study.department);
        facts.put("modality", study.modality);
        facts.put("bodyPart", study.bodyPart);
        facts.put("imported", study.imported);
        facts.put("birth", study.patient.birth);
        facts.put("death", study.patient.death);
        facts.put("lastSeen", study.patient.lastSeen);
        facts.put("lastExamOfKind", lastExamOfKind(study));
        facts.put("lastTreatment", study.lastTreatment);
        facts.put("discharge", study.discharge);
        facts.put("diagnoses", study.patient.diagnoses);
        facts.put("procedures", study.patient.procedures);
        facts.put("studyDate", study.studyDate);
        facts.put("received", study.received);
        facts.put("lastViewed", study.lastViewed);
        facts.put("lastChange", study.lastChange);
        facts.put("lastInEffect", study.lastInEffect);
        facts.put("size", study.size);
        facts.put("tiers", List.copyOf(study.copies.keySet()));
        facts.put("numbers", study.patient.numbers);
        return facts;
    }

    static StudyFacts facts(Study study) {
        Patient patient = study.patient;
        Set<PatientIdentifier> identifiers = new HashSet<>();
        for (int number : patient.numbers) identifiers.add(new PatientIdentifier("P" + number, ISSUER));
        return new StudyFacts(
                study.uid,
                new Origin(
                        Fact.of(Set.of(study.modality)),
                        fact(study.bodyPart),
                        fact(study.department),
                        Fact.unknown(),
                        fact(study.facility),
                        fact(study.imported)),
                new PatientFacts(identifiers, Set.of(), fact(patient.birth), fact(patient.death)),
                new CareFacts(
                        fact(patient.lastSeen),
                        fact(lastExamOfKind(study)),
                        fact(study.lastTreatment),
                        fact(study.discharge),
                        coded(patient.diagnoses),
                        coded(patient.procedures)),
                new StudyDates(
                        fact(study.studyDate),
                        Fact.of(study.received),
                        fact(study.lastViewed),
                        fact(study.lastChange),
                        fact(study.lastInEffect)),
                new StorageFacts(study.size, "revision " + study.revision, copies(study)));
    }

    private static List<Copy> copies(Study study) {
        List<Copy> copies = new ArrayList<>();
        study.copies.forEach((tier, count) -> {
            for (int i = 0; i < count; i++) copies.add(new Copy(tier + i, tier, true, !tier.equals("cold"), true));
        });
        return copies;
    }

    @SuppressWarnings("unchecked")
    private static <T> Fact<T> fact(Object value) {
        if (value == null) return Fact.unknown();
        return value.equals(NONE) ? Fact.none() : (Fact<T>) Fact.of(value);
    }

    private static Fact<List<CodedEvent>> coded(List<Map<String, Object>> events) {
        if (events == null) return Fact.unknown();
        if (events.isEmpty()) return Fact.none();
        return Fact.of(events.stream()
                .map(event -> new CodedEvent(
                        (String) event.get("system"), (String) event.get("code"), (LocalDate) event.get("date")))
                .toList());
    }

    /** What a hold covers, as plain values: one of the three. */
    record PlainHold(UUID id, String study, Integer patient, Map<String, Object> query, boolean keepOnline) {

        boolean covers(Study held, NaiveModel model, Map<String, Object> facts, LocalDate today) {
            if (study != null) return study.equals(held.uid.value());
            if (patient != null) return held.patient.numbers.contains(patient);
            return model.holds(query, facts, Map.of(), today) != Boolean.FALSE;
        }
    }
}
