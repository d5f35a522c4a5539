package org.muniment.lifecycle.records.hold;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.patient.PatientService;
import org.muniment.lifecycle.engine.policy.FactsSource;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldScope;
import org.muniment.lifecycle.policy.hold.HoldScope.OfPatient;

/** Which studies a hold is about at present, and how many: a hold with a wrong number covers nothing, and nothing else tells. */
public final class HeldStudies {

    /** Of a patient's studies no more are counted. */
    static final int MOST_COUNTED = 500;

    /** For what a query covers, so many are looked at, the newest. */
    static final int MOST_LOOKED_AT = 200;

    /**
     * How many studies a hold covers at present.
     *
     * @param more whether there may be more: not all were looked at
     */
    public record Count(int studies, boolean more) {}

    private final PatientService patients;
    private final FactsSource facts;
    private final Supplier<Stream<StudyInstanceUid>> all;

    /** @param all studies, in sight and held back, the newest first; read only as far as needed, and closed */
    public HeldStudies(PatientService patients, FactsSource facts, Supplier<Stream<StudyInstanceUid>> all) {
        this.patients = patients;
        this.facts = facts;
        this.all = all;
    }

    /** Those that can be named without a look at all studies: what a query covers can't. Some of a patient's may turn out not to be covered. */
    public Set<StudyInstanceUid> named(Hold hold) {
        if (hold.scope() instanceof HoldScope.OfStudy one) return Set.of(one.study());
        return hold.scope() instanceof OfPatient patient ? everOf(patient) : Set.of();
    }

    private Set<StudyInstanceUid> everOf(OfPatient scope) {
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        PatientIdentifier named = scope.identifier();
        Stream.concat(Stream.of(named), patients.withId(named.id()).stream())
                .filter(scope::mayMean)
                .map(one -> patients.living(one).identifier())
                .distinct()
                .forEach(living -> studies.addAll(patients.everOf(living)));
        return studies;
    }

    /** Takes as long as that many studies take to be looked at. */
    public Count count(Hold hold) {
        if (hold.scope() instanceof OfPatient patient) return ofPatient(patient);
        if (hold.scope() instanceof HoldScope.OfQuery) return amongTheNewest(hold.scope());
        return new Count(
                (int) named(hold).stream()
                        .filter(study -> covers(hold.scope(), study))
                        .count(),
                false);
    }

    private Count ofPatient(OfPatient scope) {
        int found = (int) everOf(scope).stream()
                .filter(study -> mayBeOf(study, scope))
                .limit(MOST_COUNTED + 1)
                .count();
        return new Count(Math.min(found, MOST_COUNTED), found > MOST_COUNTED);
    }

    private boolean mayBeOf(StudyInstanceUid study, OfPatient scope) {
        Set<PatientIdentifier> filedUnder = patients.filedUnder(study);
        return filedUnder.isEmpty() || filedUnder.stream().anyMatch(scope::mayMean); // empty: its row names the patient
    }

    private Count amongTheNewest(HoldScope query) {
        List<StudyInstanceUid> newest;
        try (Stream<StudyInstanceUid> studies = all.get()) {
            newest = studies.distinct().limit(MOST_LOOKED_AT + 1).toList();
        }
        int found = (int) newest.stream()
                .limit(MOST_LOOKED_AT)
                .filter(study -> covers(query, study))
                .count();
        return new Count(found, newest.size() > MOST_LOOKED_AT);
    }

    private boolean covers(HoldScope scope, StudyInstanceUid study) {
        Optional<StudyFacts> found = facts.of(study);
        return found.isPresent() && scope.covers(found.get(), LocalDate.now(facts.clock(found.get())));
    }
}
