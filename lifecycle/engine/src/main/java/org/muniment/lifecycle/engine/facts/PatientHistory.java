package org.muniment.lifecycle.engine.facts;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.patient.PatientService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.lifecycle.engine.facts.FormerStudies.Former;
import org.muniment.lifecycle.policy.facts.CareFacts;
import org.muniment.lifecycle.policy.facts.Fact;
import org.muniment.lifecycle.policy.facts.PatientFacts;

/**
 * What the archive knows of a patient: from the registration, and from the patient's studies. The last contact it knows of is the last study; diagnoses,
 * procedures and discharges nobody has told it yet, so that what depends on them is kept.
 */
final class PatientHistory {

    /** More than anybody has; who had more is kept, as a later one could be missed. */
    private static final int MOST_STUDIES = 2_000;

    private static final String NO_PATIENT = "the study names no patient";

    private final PatientService patients;
    private final StudyIndex index;
    private final FormerStudies former;
    private final Function<String, SourceFacts> sources;

    PatientHistory(
            PatientService patients, StudyIndex index, FormerStudies former, Function<String, SourceFacts> sources) {
        this.patients = patients;
        this.index = index;
        this.former = former;
        this.sources = sources;
    }

    record Found(PatientFacts patient, CareFacts care) {}

    Found of(StudyRecord study, Set<String> modalities, Fact<String> facility) {
        Set<PatientIdentifier> filedUnder = patients.filedUnder(study.id());
        Optional<PatientIdentifier> named = PatientIdentifier.of(study.attributes());
        if (named.isEmpty())
            return new Found(
                    new PatientFacts(Set.of(), filedUnder, Fact.unknown(NO_PATIENT), Fact.unknown(NO_PATIENT)),
                    care(Fact.unknown(NO_PATIENT), Fact.unknown(NO_PATIENT)));
        Patient living = patients.living(named.get());
        PatientFacts facts =
                new PatientFacts(patients.identifiers(living.identifier()), filedUnder, birth(living), death(living));
        return new Found(facts, care(living.identifier(), facts.identifiers(), study.id(), modalities, facility));
    }

    private static Fact<LocalDate> birth(Patient patient) {
        if (patient.birthDate().isEmpty()) return Fact.unknown("nobody told the birth date");
        return date(patient.birthDate(), "the birth date");
    }

    private static Fact<LocalDate> death(Patient patient) {
        if (!patient.deceased() && patient.deathDate().isEmpty()) return Fact.none();
        if (patient.deathDate().length() < 8) return Fact.unknown("deceased, without a full date");
        return date(patient.deathDate().substring(0, 8), "the date of death");
    }

    private CareFacts care(
            PatientIdentifier living,
            Set<PatientIdentifier> identifiers,
            StudyInstanceUid study,
            Set<String> modalities,
            Fact<String> facility) {
        List<StudyRecord> studies;
        try (Stream<StudyRecord> found = patients.studies(living)) {
            studies = found.limit(MOST_STUDIES + 1).toList();
        }
        if (studies.size() > MOST_STUDIES) {
            Fact<LocalDate> tooMany = Fact.unknown("the patient has more than " + MOST_STUDIES + " studies");
            return care(tooMany, tooMany);
        }
        Fact<LocalDate> ofKind = facility.then(here -> latestOf(
                here,
                studies.stream().filter(other -> !other.id().equals(study)).filter(other -> other.modalities().stream()
                        .anyMatch(modalities::contains))));
        Set<StudyInstanceUid> seen = studies.stream().map(StudyRecord::id).collect(Collectors.toSet());
        List<Former> gone = former.of(identifiers).stream()
                .filter(other -> !other.study().equals(study) && !seen.contains(other.study()))
                .toList();
        Fact<LocalDate> goneOfKind = facility.then(here -> dates(gone.stream()
                .filter(other -> other.modalities().stream().anyMatch(modalities::contains))
                .filter(other ->
                        other.facility().filter(there -> !there.equals(here)).isEmpty())));
        return care(later(latest(studies.stream()), dates(gone.stream())), later(ofKind, goneOfKind));
    }

    private static Fact<LocalDate> dates(Stream<Former> gone) {
        return gone.map(Former::date)
                .max(Comparator.naturalOrder())
                .map(Fact::of)
                .orElseGet(Fact::none);
    }

    /** Of which facility a study is, takes reads: so the latest is asked first, and as a rule no other. One without a date could be the latest. */
    private Fact<LocalDate> latestOf(String facility, Stream<StudyRecord> studies) {
        Comparator<StudyRecord> latestFirst = Comparator.comparing(
                study -> studyDate(study.attributes()).fold(date -> date, () -> LocalDate.MIN, why -> LocalDate.MAX));
        return studies.sorted(latestFirst.reversed())
                .filter(study -> mayBeOf(facility, study))
                .findFirst()
                .map(study -> studyDate(study.attributes()))
                .orElseGet(Fact::none);
    }

    /** Whether a later exam counts as one at this facility: also where nobody knows of which it is, as that keeps the study longer. */
    private boolean mayBeOf(String facility, StudyRecord other) {
        return firstSource(other.id())
                .map(sources)
                .map(SourceFacts::facility)
                .map(fact -> fact.fold(facility::equals, () -> false, why -> true))
                .orElse(true);
    }

    private Optional<String> firstSource(StudyInstanceUid study) {
        try (Stream<SeriesRecord> series = index.series(study)) {
            return series.findFirst().flatMap(first -> {
                try (Stream<InstanceRecord> instances = index.instances(first.id())) {
                    return instances.findFirst().map(InstanceRecord::source);
                }
            });
        }
    }

    private static Fact<LocalDate> latest(Stream<StudyRecord> studies) {
        return studies.map(StudyRecord::attributes)
                .map(PatientHistory::studyDate)
                .reduce(Fact.none(), PatientHistory::later);
    }

    /** One that is unknown could be the latest. */
    private static Fact<LocalDate> later(Fact<LocalDate> one, Fact<LocalDate> other) {
        if (one.isUnknown()) return one;
        return other.fold(
                date -> one.fold(before -> Fact.of(before.isAfter(date) ? before : date), () -> other, Fact::unknown),
                () -> one,
                why -> other);
    }

    static Fact<LocalDate> studyDate(Attributes study) {
        String text = study.getString(Tag.StudyDate, "");
        return text.isBlank() ? Fact.unknown("a study has no date") : date(text, "a study's date");
    }

    private static CareFacts care(Fact<LocalDate> lastSeen, Fact<LocalDate> lastExamOfKind) {
        return new CareFacts(lastSeen, lastExamOfKind, Fact.unknown(), Fact.unknown(), Fact.unknown(), Fact.unknown());
    }

    /** @param text DA, PS3.5 6.2 */
    private static Fact<LocalDate> date(String text, String what) {
        try {
            return Fact.of(LocalDate.parse(text.strip(), java.time.format.DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Fact.unknown(what + " is not a full date");
        }
    }
}
