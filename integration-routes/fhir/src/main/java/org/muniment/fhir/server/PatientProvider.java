package org.muniment.fhir.server;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.core.patient.PatientSearch;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.r4.PatientMapping;

/** Patient: who the archive's studies and orders are of. */
public final class PatientProvider implements IResourceProvider {

    private final PatientLookup lookup;
    private final PatientMapping mapping;

    public PatientProvider(PatientLookup lookup, PatientMapping mapping) {
        this.lookup = lookup;
        this.mapping = mapping;
    }

    @Override
    public Class<Patient> getResourceType() {
        return Patient.class;
    }

    @Read
    public Patient read(@IdParam IdType id) {
        return lookup.read(id.getIdPart())
                .map(mapping::map)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "There is no such patient"));
    }

    /** By identifier or by the beginning of a name; a birth date alone would lead through all patients. */
    @Search
    public Bundle search(
            @OptionalParam(name = "_id") TokenParam id,
            @OptionalParam(name = Patient.SP_IDENTIFIER) TokenParam identifier,
            @OptionalParam(name = Patient.SP_NAME) StringParam name,
            @OptionalParam(name = Patient.SP_BIRTHDATE) DateParam birthDate,
            @Offset Integer offset,
            @Count Integer count,
            RequestDetails request) {
        Page page = Page.of(offset, count);
        try (Stream<org.muniment.archive.patient.Patient> found = found(id, identifier, name)) {
            var matching = found.filter(patient -> birthDate == null || isBorn(patient, birthDate))
                    .iterator();
            List<org.muniment.archive.patient.Patient> taken = page.andOneMore(matching);
            List<Patient> patients = page.cut(taken).stream().map(mapping::map).toList();
            return page.bundle(request, patients, List.of(), page.isFollowed(taken));
        }
    }

    private Stream<org.muniment.archive.patient.Patient> found(TokenParam id, TokenParam identifier, StringParam name) {
        if (id != null)
            return lookup.read(id.getValue()).stream()
                    .filter(patient ->
                            identifier == null || lookup.identified(identifier).contains(patient))
                    .filter(patient -> name == null || isNamed(patient, name));
        if (identifier != null)
            return lookup.identified(identifier).stream().filter(patient -> name == null || isNamed(patient, name));
        String prefix = name == null ? "" : SearchValue.literal("name", name.getValue());
        return lookup.patients().search(new PatientSearch("", "", prefix));
    }

    private static boolean isNamed(org.muniment.archive.patient.Patient patient, StringParam name) {
        return org.muniment.dicom.NameKey.groups(patient.name()).stream()
                .anyMatch(group -> group.startsWith(org.muniment.dicom.NameKey.of(name.getValue())));
    }

    private static boolean isBorn(org.muniment.archive.patient.Patient patient, DateParam birthDate) {
        TimeSpan asked = TimeSpan.of(new DateRangeParam(birthDate), java.time.ZoneOffset.UTC);
        return FhirTimes.date(patient.birthDate())
                .map(java.time.LocalDate::parse)
                .map(date -> date.atStartOfDay(java.time.ZoneOffset.UTC).toInstant())
                .filter(begin -> asked.overlaps(begin, begin.plus(java.time.Duration.ofDays(1))))
                .isPresent();
    }
}
