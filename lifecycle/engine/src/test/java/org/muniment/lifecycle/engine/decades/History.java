package org.muniment.lifecycle.engine.decades;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.muniment.lifecycle.engine.decades.World.Patient;
import org.muniment.lifecycle.engine.decades.World.Study;

/**
 * Thirty years of births, exams, visits, diagnoses, deaths, views, corrections and merged patients, made up by chance from a seed. Each event changes what is
 * known on its day, and says which studies it is about.
 */
final class History {

    static final LocalDate BEGIN = LocalDate.of(2000, 1, 1);
    static final int DAYS = (int) ChronoUnit.DAYS.between(BEGIN, LocalDate.of(2030, 1, 1));

    private static final String[] FACILITIES = {
        "example-us", "example-us", "example-us", "example-us", "example-england", "example-england",
        "example-england", "example-de", "example-de", "example-nl", "example-alaska", "elsewhere"
    };
    private static final String[] MODALITIES = {"CT", "CT", "MR", "CR", "CR", "US", "MG", "MG", "XA", "SM", "RTPLAN"};
    private static final String[] DEPARTMENTS = {
        "radiology", "radiology", "cardiology", "breast-screening", "radiotherapy", "research"
    };
    private static final String[] BODY_PARTS = {"CHEST", "HEAD", "BREAST", "SKULL"};

    private final Random random;
    private final World world;
    private final List<List<Supplier<Collection<Study>>>> events = new ArrayList<>();
    private final List<Patient> patients = new ArrayList<>();
    private int studies;

    History(long seed, World world, int studies) {
        random = new Random(seed);
        this.world = world;
        for (int day = 0; day < DAYS; day++) events.add(new ArrayList<>());
        while (this.studies < studies) patient(studies);
        for (int i = 0; i < studies / 100; i++) merge();
    }

    /** What happens on a day; done in this order, each tells the studies it is about. */
    List<Supplier<Collection<Study>>> on(int day) {
        return events.get(day);
    }

    Patient anyPatient(Random chance) {
        return patients.get(chance.nextInt(patients.size()));
    }

    private void at(long day, Supplier<Collection<Study>> event) {
        if (day >= 0 && day < DAYS) events.get((int) day).add(event);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private int about(double mean) {
        return (int) (-mean * Math.log(1 - random.nextDouble()));
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static LocalDate date(long day) {
        return BEGIN.plusDays(day);
    }

    private void patient(int most) {
        int born = random.nextInt(110 * 365) - 80 * 365;
        LocalDate birth = date(born);
        Patient patient = new Patient(patients.size(), chance(0.04) ? null : chance(0.01) ? date(DAYS + 99) : birth);
        patients.add(patient);
        if (!birth.equals(patient.birth) && chance(0.5))
            at(random.nextInt(DAYS), () -> {
                patient.living().birth = birth;
                return patient.living().studies;
            });
        if (chance(0.02)) patient.lastSeen = null;
        if (chance(0.9)) {
            patient.diagnoses = new ArrayList<>();
            patient.procedures = new ArrayList<>();
        }
        String facility = one(FACILITIES);
        String modality = one(MODALITIES);
        int day = Math.max(born - 100, 0);
        day += random.nextInt(Math.max(1, DAYS - day));
        for (int exams = 1 + about(3); exams > 0 && day < DAYS && studies < most; exams--) {
            exam(patient, day, chance(0.9) ? facility : one(FACILITIES), chance(0.7) ? modality : one(MODALITIES));
            if (chance(0.3)) visit(patient, day + about(300));
            if (chance(0.06)) coded(patient, day + about(60));
            day += 1 + about(500);
        }
        if (chance(0.3)) death(patient, day + about(800));
    }

    private void visit(Patient patient, int day) {
        at(day, () -> {
            patient.living().seen(date(day));
            return patient.living().studies;
        });
    }

    private void coded(Patient patient, int day) {
        boolean procedure = chance(0.3);
        String code = procedure ? (chance(0.5) ? "M01.2" : "T85.1") : chance(0.5) ? "C50.9" : "I25.1";
        Map<String, Object> event = Map.of("system", procedure ? "OPCS-4" : "ICD-10", "code", code, "date", date(day));
        at(day + random.nextInt(30), () -> {
            Patient living = patient.living();
            List<Map<String, Object>> all = procedure ? living.procedures : living.diagnoses;
            if (all != null) all.add(event);
            return living.studies;
        });
    }

    private void death(Patient patient, int day) {
        int reported = day + random.nextInt(120);
        boolean wrong = chance(0.04);
        Object told = chance(0.04) ? null : wrong ? date(day - 4000) : date(day);
        at(reported, () -> {
            patient.living().death = told;
            return patient.living().studies;
        });
        if (told == null || wrong)
            at(reported + about(700), () -> {
                patient.living().death = wrong ? World.NONE : date(day);
                return patient.living().studies;
            });
    }

    private void exam(Patient patient, int day, String facility, String modality) {
        Study study = new Study(studies++, patient);
        study.facility = chance(0.005) ? null : facility;
        study.modality = chance(0.01) ? "DOC" : modality;
        study.department = study.modality.equals("DOC") ? "compliance" : chance(0.01) ? null : one(DEPARTMENTS);
        study.bodyPart = one(BODY_PARTS);
        study.imported = chance(0.01) ? null : (Object) chance(0.05);
        study.size = size(study.modality);
        study.studyDate = chance(0.003) ? World.NONE : date(chance(0.005) ? day + about(400) : day);
        int received = day + (Boolean.TRUE.equals(study.imported) ? about(900) : chance(0.05) ? about(20) : 0);
        if (received >= DAYS) return;
        at(received, () -> {
            study.received = date(received);
            study.patient = patient.living();
            study.patient.studies.add(study);
            if (study.studyDate instanceof LocalDate seen && !seen.isAfter(date(received))) study.patient.seen(seen);
            world.living.add(study);
            return study.patient.studies;
        });
        later(study, received);
    }

    private static long size(String modality) {
        return switch (modality) {
            case "CT" -> 400_000_000L;
            case "MR" -> 250_000_000L;
            case "SM" -> 2_600_000_000L;
            case "XA" -> 700_000_000L;
            case "MG" -> 120_000_000L;
            default -> 20_000_000L;
        };
    }

    /** What happens to a study after it came. */
    private void later(Study study, int received) {
        if (chance(0.7)) view(study, received + random.nextInt(4));
        if (chance(0.25)) view(study, received + 30 + about(500));
        if (chance(0.10)) view(study, received + about(3000));
        if (chance(0.05)) {
            int changed = received + about(200);
            at(changed, () -> {
                study.revision++;
                study.lastChange = date(changed);
                return List.of(study);
            });
        }
        if (chance(0.3)) {
            int left = received + random.nextInt(40);
            at(left, () -> {
                study.discharge = date(left);
                return List.of(study);
            });
        }
        if ("radiotherapy".equals(study.department) && chance(0.5)) {
            int treated = received + 10 + about(200);
            Object told = chance(0.05) ? null : date(treated);
            at(treated, () -> {
                study.lastTreatment = told;
                return List.of(study);
            });
        }
        if (study.modality.equals("DOC")) {
            int ended = received + about(1500);
            at(ended, () -> {
                study.lastInEffect = date(ended);
                return List.of(study);
            });
        }
    }

    private void view(Study study, int day) {
        at(day, () -> {
            study.lastViewed = date(day);
            return List.of(study);
        });
    }

    private void merge() {
        Patient survivor = patients.get(random.nextInt(patients.size()));
        Patient prior = patients.get(random.nextInt(patients.size()));
        at(random.nextInt(DAYS), () -> {
            Patient living = survivor.living();
            if (living == prior.living() || prior.living() != prior) return List.of();
            living.absorb(prior);
            return living.studies;
        });
    }
}
