package org.muniment.fhir.server;

import ca.uhn.fhir.model.api.Include;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.feed.StudyState;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.r4.EndpointMapping;
import org.muniment.fhir.r4.PatientMapping;
import org.muniment.fhir.r4.ServiceRequestMapping;

/** What found studies refer to and the search wants too, each once. */
final class Includes {

    private final FhirArchive archive;
    private final MappingContext context;
    private final PatientMapping patients;
    private final ServiceRequestMapping orders;

    Includes(FhirArchive archive, MappingContext context) {
        this.archive = archive;
        this.context = context;
        this.patients = new PatientMapping(context.systems());
        this.orders = new ServiceRequestMapping(context);
    }

    List<Resource> of(List<StudyState> states, Set<Include> wanted) {
        List<Resource> included = new ArrayList<>();
        if (wants(wanted, "patient") || wants(wanted, "subject")) addPatients(states, included);
        if (wants(wanted, "basedon")) addOrders(states, included);
        if (wants(wanted, "endpoint") && !states.isEmpty()) included.add(EndpointMapping.map(context));
        return included;
    }

    private static boolean wants(Set<Include> wanted, String parameter) {
        return wanted.stream().anyMatch(include -> include.getValue().equals("ImagingStudy:" + parameter));
    }

    private void addPatients(List<StudyState> states, List<Resource> included) {
        states.stream()
                .flatMap(state -> state.known().stream())
                .flatMap(content -> PatientIdentifier.of(content.study().attributes()).stream())
                .distinct()
                .flatMap(patient -> archive.patients().patients().find(patient).stream())
                .map(patients::map)
                .forEach(included::add);
    }

    private void addOrders(List<StudyState> states, List<Resource> included) {
        states.stream()
                .flatMap(state -> state.order().stream())
                .distinct()
                .map(order -> orders.map(order, archive.patients().living(order.patient())))
                .forEach(included::add);
    }
}
