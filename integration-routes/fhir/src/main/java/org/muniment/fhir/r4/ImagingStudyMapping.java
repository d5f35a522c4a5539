package org.muniment.fhir.r4;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Reference;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.core.feed.StudyState.SeriesContent;
import org.muniment.core.feed.StudyState.Status;
import org.muniment.core.tier.RecallState;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.fhir.DicomText;
import org.muniment.fhir.FhirTimes;
import org.muniment.fhir.ImageAvailability;
import org.muniment.fhir.MappingContext;

/**
 * A study as ImagingStudy (FHIR R4 9.4) down to its series: which instances they have, WADO-RS tells at the endpoint. The logical id is the
 * Study Instance UID. Of a study that was rejected as a whole no more is told than which it was, and whose.
 */
public final class ImagingStudyMapping {

    private final MappingContext context;

    public ImagingStudyMapping(MappingContext context) {
        this.context = context;
    }

    /** Empty where nothing is known of the study. */
    public Optional<ImagingStudy> map(StudyState state) {
        return state.known().map(content -> map(state, content));
    }

    private ImagingStudy map(StudyState state, Content content) {
        StudyRecord study = content.study();
        ImagingStudy resource = new ImagingStudy();
        resource.setId(study.id().value());
        resource.addIdentifier(Codings.study(study.id().value()));
        Codings.accession(study.attributes(), context.systems()).ifPresent(resource::addIdentifier);
        resource.setStatus(status(state));
        resource.setSubject(References.patient(study.attributes(), context.systems()));
        state.order().ifPresent(order -> resource.addBasedOn(References.order(order, context.systems())));
        if (state.status() == Status.REJECTED) return resource;
        resource.addExtension(availability(state.images()));
        describe(resource, study.attributes());
        resource.addEndpoint(References.dicomWeb());
        study.modalities().stream().sorted().forEach(modality -> resource.addModality(Codings.modality(modality)));
        content.series().forEach(series -> resource.addSeries(series(series)));
        return resource.setNumberOfSeries(content.series().size())
                .setNumberOfInstances(Math.toIntExact(content.instances()));
    }

    private static ImagingStudyStatus status(StudyState state) {
        return switch (state.status()) {
            case AVAILABLE -> ImagingStudyStatus.AVAILABLE;
            case REJECTED -> ImagingStudyStatus.ENTEREDINERROR;
            case ABSENT -> ImagingStudyStatus.CANCELLED;
        };
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

    private void describe(ImagingStudy resource, Attributes study) {
        FhirTimes.dateTime(study, Tag.StudyDate, Tag.StudyTime, context.zone())
                .ifPresent(started -> resource.setStartedElement(new DateTimeType(started)));
        DicomText.names(study, Tag.ReferringPhysicianName)
                .forEach(name -> resource.setReferrer(new Reference().setDisplay(name)));
        DicomText.names(study, Tag.NameOfPhysiciansReadingStudy)
                .forEach(name -> resource.addInterpreter(new Reference().setDisplay(name)));
        DicomText.codes(study, Tag.ProcedureCodeSequence)
                .forEach(code -> resource.addProcedureCode(Codings.concept(code)));
        DicomText.text(study, Tag.StudyDescription).ifPresent(resource::setDescription);
    }

    private ImagingStudySeriesComponent series(SeriesContent of) {
        Attributes series = of.series().attributes();
        ImagingStudySeriesComponent component = new ImagingStudySeriesComponent()
                .setUid(of.series().id().series().value())
                .setModality(
                        Codings.modality(DicomText.text(series, Tag.Modality).orElse("OT")))
                .setNumberOfInstances(Math.toIntExact(of.instances()));
        DicomText.unsigned(series, Tag.SeriesNumber).ifPresent(component::setNumber);
        DicomText.text(series, Tag.SeriesDescription).ifPresent(component::setDescription);
        DicomText.text(series, Tag.BodyPartExamined)
                .ifPresent(part -> component.getBodySite().setDisplay(part));
        DicomText.laterality(series).ifPresent(code -> component.setLaterality(Codings.coding(code)));
        FhirTimes.dateTime(series, Tag.SeriesDate, Tag.SeriesTime, context.zone())
                .ifPresent(started -> component.setStartedElement(new DateTimeType(started)));
        DicomText.performers(series)
                .forEach(name -> component.addPerformer().setActor(new Reference().setDisplay(name)));
        return component;
    }
}
