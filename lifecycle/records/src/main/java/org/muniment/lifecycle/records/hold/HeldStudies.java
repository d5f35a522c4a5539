package org.muniment.lifecycle.records.hold;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.Patient;
import org.muniment.core.patient.PatientSearch;
import org.muniment.core.patient.PatientService;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.hold.HoldScope.OfPatient;

/** Which studies a hold is about at present. */
public final class HeldStudies {

    private final PatientService patients;

    public HeldStudies(PatientService patients) {
        this.patients = patients;
    }

    /** Those that can be named without a look at all studies: what a query covers can't. Some of a patient's may turn out not to be covered. */
    public Set<StudyInstanceUid> named(Hold hold) {
        if (hold.scope() instanceof HoldScope.OfStudy one) return Set.of(one.study());
        return hold.scope() instanceof OfPatient patient ? everOf(patient) : Set.of();
    }

    private Set<StudyInstanceUid> everOf(OfPatient scope) {
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        try (Stream<Patient> found =
                patients.search(new PatientSearch(scope.identifier().id(), "", ""))) {
            Stream.concat(Stream.of(patients.living(scope.identifier())), found)
                    .map(Patient::identifier)
                    .distinct()
                    .filter(living -> patients.identifiers(living).stream().anyMatch(scope::mayMean))
                    .forEach(living -> studies.addAll(patients.everOf(living)));
        }
        return studies;
    }
}
