package org.muniment.lifecycle.policy.facts;

import java.util.List;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Facts as tests write them: the form of the examples in policy files. */
public final class Facts {

    private Facts() {}

    /** @param yaml e.g. {@code studyDate: 2020-01-01, death: none} */
    public static StudyFacts of(String yaml) {
        return FactsReader.read(YamlMap.parse("{" + yaml + "}"));
    }

    public static StudyFacts withStudy(StudyFacts facts, String uid) {
        return new StudyFacts(
                new StudyInstanceUid(uid),
                facts.origin(),
                facts.patient(),
                facts.care(),
                facts.dates(),
                facts.storage());
    }

    public static StudyFacts withIdentifiers(StudyFacts facts, PatientIdentifier... identifiers) {
        return withPatient(facts, Set.of(identifiers), facts.patient().filedUnder());
    }

    public static StudyFacts filedUnder(StudyFacts facts, PatientIdentifier... before) {
        return withPatient(facts, facts.patient().identifiers(), Set.of(before));
    }

    private static StudyFacts withPatient(
            StudyFacts facts, Set<PatientIdentifier> identifiers, Set<PatientIdentifier> before) {
        PatientFacts patient = new PatientFacts(
                identifiers, before, facts.patient().birth(), facts.patient().death());
        return new StudyFacts(facts.study(), facts.origin(), patient, facts.care(), facts.dates(), facts.storage());
    }

    public static StudyFacts withRevision(StudyFacts facts, String revision) {
        return withStorage(
                facts,
                new StorageFacts(
                        facts.storage().size(), revision, facts.storage().copies()));
    }

    public static StudyFacts withCopies(StudyFacts facts, Copy... copies) {
        return withStorage(
                facts, new StorageFacts(facts.storage().size(), facts.storage().revision(), List.of(copies)));
    }

    private static StudyFacts withStorage(StudyFacts facts, StorageFacts storage) {
        return new StudyFacts(facts.study(), facts.origin(), facts.patient(), facts.care(), facts.dates(), storage);
    }
}
