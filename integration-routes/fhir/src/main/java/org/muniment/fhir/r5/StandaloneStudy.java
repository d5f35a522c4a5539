package org.muniment.fhir.r5;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import org.hl7.fhir.r5.model.CodeType;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.CodeableReference;
import org.hl7.fhir.r5.model.DateTimeType;
import org.hl7.fhir.r5.model.Endpoint;
import org.hl7.fhir.r5.model.Endpoint.EndpointStatus;
import org.hl7.fhir.r5.model.Extension;
import org.hl7.fhir.r5.model.Identifier;
import org.hl7.fhir.r5.model.ImagingStudy;
import org.hl7.fhir.r5.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r5.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r5.model.Reference;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.core.feed.StudyState.SeriesContent;
import org.muniment.core.feed.StudyState.Status;
import org.muniment.core.tier.RecallState;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.IdentifierSystems;
import org.muniment.fhir.ImageAvailability;
import org.muniment.fhir.MappingContext;
import org.muniment.fhir.out.StudyDocument;

/** The R5 form of {@link org.muniment.fhir.r4.StandaloneStudy}. */
public final class StandaloneStudy implements StudyDocument {

    private static final String ENDPOINT = "dicom-web";

    private final MappingContext context;

    public StandaloneStudy(MappingContext context) {
        this.context = context;
    }

    @Override
    public Optional<String> of(StudyState state) {
        return map(state).map(study -> FhirContext.forR5Cached().newJsonParser().encodeResourceToString(study));
    }

    Optional<ImagingStudy> map(StudyState state) {
        return state.known().map(content -> map(state, content));
    }

    private ImagingStudy map(StudyState state, Content content) {
        StudyRecord study = content.study();
        ImagingStudy resource = new ImagingStudy();
        resource.addIdentifier()
                .setSystem(IdentifierSystems.DICOM_UID)
                .setValue(IdentifierSystems.value(study.id().value()));
        DicomText.accession(study.attributes())
                .ifPresent(accession -> resource.addIdentifier(
                        Codings.accession(accession.number(), accession.issuer(), context.systems())));
        resource.setStatus(status(state));
        resource.setSubject(patient(study.attributes()));
        state.order().ifPresent(order -> resource.addBasedOn(order(order)));
        if (state.status() == Status.REJECTED) return resource;
        resource.addExtension(availability(state.images()));
        describe(resource, study.attributes());
        resource.addContained(endpoint());
        resource.addEndpoint(new Reference("#" + ENDPOINT));
        study.modalities().stream().sorted().forEach(modality -> resource.addModality(Codings.modality(modality)));
        content.series().forEach(series -> resource.addSeries(series(series, context)));
        return resource.setNumberOfSeries(content.series().size())
                .setNumberOfInstances(Math.toIntExact(content.instances()));
    }

    private static Extension availability(RecallState images) {
        Extension extension = new Extension(ImageAvailability.URL);
        extension.addExtension(ImageAvailability.CODE, new CodeType(ImageAvailability.code(images)));
        ImageAvailability.recall(images)
                .ifPresent(recall -> extension.addExtension(ImageAvailability.RECALL, new CodeType(recall)));
        images.until()
                .ifPresent(until -> extension.addExtension(
                        ImageAvailability.READY_UNTIL, new DateTimeType(FhirTimes.dateTime(until))));
        return extension;
    }

    private static ImagingStudyStatus status(StudyState state) {
        return switch (state.status()) {
            case AVAILABLE -> ImagingStudyStatus.AVAILABLE;
            case REJECTED -> ImagingStudyStatus.ENTEREDINERROR;
            case ABSENT -> ImagingStudyStatus.CANCELLED;
        };
    }

    private Reference patient(Attributes study) {
        Reference reference = new Reference().setType("Patient");
        PatientIdentifier.of(study)
                .ifPresent(patient ->
                        reference.setIdentifier(Codings.identifier(patient.id(), patient.issuer(), context.systems())));
        return reference.setDisplay(
                DicomText.name(study.getString(Tag.PatientName, "")).orElse("Patient without a name"));
    }

    private Reference order(ImagingOrder order) {
        Reference reference = new Reference().setType("ServiceRequest");
        if (!order.accession().isEmpty())
            return reference.setIdentifier(Codings.accession(
                    order.accession().number(), order.accession().issuer(), context.systems()));
        OrderNumber number = order.placer().isEmpty() ? order.filler() : order.placer();
        return reference.setIdentifier(
                number.isEmpty()
                        ? new Identifier()
                                .setSystem(IdentifierSystems.DICOM_UID)
                                .setValue(IdentifierSystems.value(order.study().value()))
                        : Codings.identifier(number.number(), number.namespace(), context.systems()));
    }

    private void describe(ImagingStudy resource, Attributes study) {
        FhirTimes.dateTime(study, Tag.StudyDate, Tag.StudyTime, context.zone())
                .ifPresent(started -> resource.setStartedElement(new DateTimeType(started)));
        DicomText.names(study, Tag.ReferringPhysicianName)
                .forEach(name -> resource.setReferrer(new Reference().setDisplay(name)));
        DicomText.codes(study, Tag.ProcedureCodeSequence)
                .forEach(code -> resource.addProcedure(new CodeableReference(Codings.concept(code))));
        DicomText.text(study, Tag.StudyDescription).ifPresent(resource::setDescription);
    }

    private Endpoint endpoint() {
        Endpoint endpoint = new Endpoint();
        endpoint.setId(ENDPOINT);
        endpoint.addPayload().addMimeType("application/dicom").addType(new CodeableConcept().setText("DICOM"));
        return endpoint.setStatus(EndpointStatus.ACTIVE)
                .setName("DICOMweb of the archive")
                .addConnectionType(Codings.concept(
                        "http://terminology.hl7.org/CodeSystem/endpoint-connection-type",
                        "dicom-wado-rs",
                        "DICOM WADO-RS"))
                .setAddress(context.dicomWeb().get().toString());
    }

    private static ImagingStudySeriesComponent series(SeriesContent of, MappingContext context) {
        Attributes series = of.series().attributes();
        ImagingStudySeriesComponent component = new ImagingStudySeriesComponent()
                .setUid(of.series().id().series().value())
                .setModality(
                        Codings.modality(DicomText.text(series, Tag.Modality).orElse("OT")))
                .setNumberOfInstances(Math.toIntExact(of.instances()));
        DicomText.unsigned(series, Tag.SeriesNumber).ifPresent(component::setNumber);
        DicomText.text(series, Tag.SeriesDescription).ifPresent(component::setDescription);
        DicomText.text(series, Tag.BodyPartExamined)
                .ifPresent(part -> component.setBodySite(new CodeableReference(new CodeableConcept().setText(part))));
        DicomText.laterality(series).ifPresent(code -> component.setLaterality(Codings.concept(code)));
        FhirTimes.dateTime(series, Tag.SeriesDate, Tag.SeriesTime, context.zone())
                .ifPresent(started -> component.setStartedElement(new DateTimeType(started)));
        DicomText.performers(series)
                .forEach(name -> component.addPerformer().setActor(new Reference().setDisplay(name)));
        return component;
    }
}
