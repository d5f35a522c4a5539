package org.muniment.fhir.server;

import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.fhir.CodingSchemes;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.MappingContext;

/** What search parameters of ImagingStudy (FHIR R4 9.4.7) mean for a query of the archive. A parameter that is not given changes nothing. */
final class StudyParameters {

    private static final int DATE_ALONE = 10;

    private final FhirArchive archive;
    private final MappingContext context;

    StudyParameters(FhirArchive archive, MappingContext context) {
        this.archive = archive;
        this.context = context;
    }

    void id(StudyCriteria criteria, TokenOrListParam ids) {
        if (ids == null) return;
        criteria.studies(ids.getValuesAsQueryTokens().stream()
                .flatMap(id -> uid(id.getValue()).stream())
                .toList());
    }

    /** Study Instance UIDs, or accession numbers; not both at once, which no path leads to. */
    void identifier(StudyCriteria criteria, TokenOrListParam identifiers) {
        if (identifiers == null) return;
        List<StudyInstanceUid> uids = new ArrayList<>();
        List<TokenParam> accessions = new ArrayList<>();
        for (TokenParam token : identifiers.getValuesAsQueryTokens()) {
            if (isUid(token)) uid(withoutPrefix(token.getValue())).ifPresent(uids::add);
            else accessions.add(token);
        }
        if (accessions.isEmpty()) {
            criteria.studies(uids);
            return;
        }
        if (!uids.isEmpty())
            throw new InvalidRequestException("identifier: study UIDs and accession numbers can't be searched at once");
        criteria.oneOf(
                Tag.AccessionNumber,
                accessions.stream()
                        .map(token -> SearchValue.literal("identifier", token.getValue()))
                        .toList());
        criteria.where(row -> accessions.stream().anyMatch(token -> isAccession(token, row)));
    }

    private static boolean isUid(TokenParam token) {
        String value = token.getValue() == null ? "" : token.getValue();
        return IdentifierSystems.DICOM_UID.equals(token.getSystem())
                || token.getSystem() == null && value.startsWith(IdentifierSystems.OID_PREFIX);
    }

    private boolean isAccession(TokenParam token, Attributes row) {
        Optional<DicomText.Accession> accession = DicomText.accession(row);
        if (accession.filter(a -> a.number().equals(token.getValue())).isEmpty()) return false;
        // no system: whatever it is; an empty one: none (FHIR R4 3.1.1.4.10)
        if (token.getSystem() == null) return true;
        return context.systems().of(accession.get().issuer()).orElse("").equals(token.getSystem());
    }

    void patient(StudyCriteria criteria, ReferenceParam reference) {
        if (reference == null) return;
        Set<PatientIdentifier> patients = archive.patients().referredTo(reference);
        patients.forEach(patient -> SearchValue.literal("patient", patient.id()));
        criteria.oneOf(
                Tag.PatientID,
                patients.stream().map(PatientIdentifier::id).distinct().toList());
        criteria.where(
                row -> PatientIdentifier.of(row).filter(patients::contains).isPresent());
    }

    void basedOn(StudyCriteria criteria, ReferenceParam reference) {
        if (reference == null) return;
        if (reference.hasResourceType() && !"ServiceRequest".equals(reference.getResourceType()))
            throw new InvalidRequestException("basedon: is not a reference to a ServiceRequest");
        criteria.studies(ServiceRequestProvider.order(archive.orders(), reference.getIdPart())
                .map(order -> archive.orders().studiesOf(order).stream()
                        .map(StudyRecord::id)
                        .toList())
                .orElse(List.of()));
    }

    void modality(StudyCriteria criteria, TokenOrListParam modalities) {
        if (modalities == null) return;
        List<String> codes = modalities.getValuesAsQueryTokens().stream()
                .filter(token -> token.getSystem() == null || CodingSchemes.isOfModalities(token.getSystem()))
                .map(token -> SearchValue.literal("modality", token.getValue()))
                .toList();
        criteria.oneOf(Tag.ModalitiesInStudy, codes);
    }

    /** Days lead to the studies; where the search is finer, their times decide. */
    void started(StudyCriteria criteria, DateRangeParam range) {
        if (range == null || range.isEmpty()) return;
        TimeSpan span = TimeSpan.of(range, context.zone());
        if (span.isEmpty()) criteria.never();
        LocalDate first = span.firstDay(context.zone());
        LocalDate last = span.lastDay(context.zone());
        if (span.ofDays()) {
            criteria.dates(first, last);
            return;
        }
        // a study may say its times in a zone of its own
        criteria.dates(first == null ? null : first.minusDays(1), last == null ? null : last.plusDays(1));
        criteria.where(row -> isWithin(row, span));
    }

    private boolean isWithin(Attributes row, TimeSpan span) {
        Optional<String> started = FhirTimes.dateTime(row, Tag.StudyDate, Tag.StudyTime, context.zone());
        if (started.isEmpty()) return false;
        if (started.get().length() > DATE_ALONE) {
            Instant begin = OffsetDateTime.parse(started.get()).toInstant();
            return span.overlaps(begin, begin.plusSeconds(1));
        }
        ZonedDateTime day = LocalDate.parse(started.get()).atStartOfDay(context.zone());
        return span.overlaps(day.toInstant(), day.plusDays(1).toInstant());
    }

    /** Which studies can have one of the statuses. */
    static Set<StudySearch.Side> sides(TokenOrListParam statuses) {
        if (statuses == null) return EnumSet.allOf(StudySearch.Side.class);
        Set<StudySearch.Side> sides = EnumSet.noneOf(StudySearch.Side.class);
        for (TokenParam token : statuses.getValuesAsQueryTokens()) {
            if (ImagingStudyStatus.AVAILABLE.toCode().equals(token.getValue())) sides.add(StudySearch.Side.IN_SIGHT);
            if (ImagingStudyStatus.ENTEREDINERROR.toCode().equals(token.getValue()))
                sides.add(StudySearch.Side.REJECTED);
        }
        return sides;
    }

    static Optional<StudyInstanceUid> uid(String text) {
        try {
            return Optional.of(new StudyInstanceUid(text));
        } catch (ArchiveException e) {
            return Optional.empty();
        }
    }

    private static String withoutPrefix(String value) {
        return value.startsWith(IdentifierSystems.OID_PREFIX)
                ? value.substring(IdentifierSystems.OID_PREFIX.length())
                : value;
    }
}
