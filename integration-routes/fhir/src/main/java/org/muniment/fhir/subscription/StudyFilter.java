package org.muniment.fhir.subscription;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.order.PatientDirectory;
import org.muniment.fhir.PatientLogicalId;

/**
 * Which studies somebody wants to hear of: {@code ImagingStudy?patient=Patient/…&modality=CT,MR}. What commas part are alternatives, all
 * conditions must hold. A patient is whoever lives under the identifier today.
 */
final class StudyFilter {

    private static final String STUDIES = "ImagingStudy?";

    private final List<BiPredicate<StudyRecord, PatientDirectory>> conditions = new ArrayList<>();

    /** @throws UnprocessableEntityException where a filter says something else than that */
    StudyFilter(List<String> filters) {
        for (String filter : filters) {
            if (!filter.startsWith(STUDIES)) throw refused("must begin with " + STUDIES);
            for (String pair : filter.substring(STUDIES.length()).split("&", -1)) conditions.add(condition(pair));
        }
    }

    private static BiPredicate<StudyRecord, PatientDirectory> condition(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        Set<String> values = Stream.of(decoded(pair.substring(equals + 1)).split(","))
                .filter(value -> !value.isBlank())
                .collect(Collectors.toSet());
        if (equals < 0 || values.isEmpty()) throw refused("must be like patient=Patient/1&modality=CT");
        return switch (name) {
            case "patient" -> ofPatient(
                    values.stream().map(StudyFilter::patient).toList());
            case "modality" -> ofModality(values);
            default -> throw refused("only patient and modality can be asked for, without modifiers");
        };
    }

    private static BiPredicate<StudyRecord, PatientDirectory> ofPatient(List<PatientIdentifier> patients) {
        return (study, directory) -> PatientIdentifier.of(study.attributes())
                .map(identifier -> directory.living(identifier).identifier())
                .filter(living -> patients.stream()
                        .anyMatch(patient ->
                                directory.living(patient).identifier().equals(living)))
                .isPresent();
    }

    private static BiPredicate<StudyRecord, PatientDirectory> ofModality(Set<String> values) {
        Set<String> codes = values.stream()
                .map(value -> value.substring(value.indexOf('|') + 1))
                .collect(Collectors.toSet());
        return (study, directory) -> study.modalities().stream().anyMatch(codes::contains);
    }

    private static PatientIdentifier patient(String reference) {
        return PatientLogicalId.identifier(reference.replaceFirst("^Patient/", ""))
                .orElseThrow(() -> refused("patient must be like Patient/1, as in answers of this server"));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("has an escape that is none");
        }
    }

    private static UnprocessableEntityException refused(String why) {
        return new UnprocessableEntityException("Subscription.criteria, " + Backport.FILTER + ": " + why);
    }

    boolean takes(StudyRecord study, PatientDirectory directory) {
        return conditions.stream().allMatch(condition -> condition.test(study, directory));
    }
}
