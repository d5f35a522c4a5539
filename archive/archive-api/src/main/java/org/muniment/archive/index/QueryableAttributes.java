package org.muniment.archive.index;

import static org.muniment.dicom.Tag.*;

import java.util.Set;

/** Which attributes can be searched and are returned, by level (PS3.4 C.6.1.1 and C.6.2.1). The index keeps exactly these. */
public final class QueryableAttributes {

    public static final Set<Integer> PATIENT = Set.of(
            PatientName,
            PatientID,
            IssuerOfPatientID,
            TypeOfPatientID,
            IssuerOfPatientIDQualifiersSequence,
            PatientBirthDate,
            PatientBirthTime,
            PatientSex,
            OtherPatientIDs,
            OtherPatientIDsSequence,
            OtherPatientNames,
            EthnicGroup,
            PatientSpeciesDescription,
            PatientBreedDescription,
            ResponsiblePerson,
            PatientComments);

    public static final Set<Integer> STUDY = Set.of(
            StudyInstanceUID,
            StudyDate,
            StudyTime,
            AccessionNumber,
            IssuerOfAccessionNumberSequence,
            StudyID,
            ReferringPhysicianName,
            StudyDescription,
            ProcedureCodeSequence,
            NameOfPhysiciansReadingStudy,
            AdmittingDiagnosesDescription,
            PatientAge,
            PatientSize,
            PatientWeight,
            Occupation,
            AdditionalPatientHistory,
            RequestingPhysician,
            TimezoneOffsetFromUTC);

    public static final Set<Integer> SERIES = Set.of(
            SeriesInstanceUID,
            Modality,
            SeriesNumber,
            SeriesDate,
            SeriesTime,
            SeriesDescription,
            SeriesDescriptionCodeSequence,
            BodyPartExamined,
            Laterality,
            ProtocolName,
            PatientPosition,
            OperatorsName,
            PerformingPhysicianName,
            Manufacturer,
            ManufacturerModelName,
            InstitutionName,
            InstitutionalDepartmentName,
            StationName,
            DeviceSerialNumber,
            SoftwareVersions,
            PerformedProcedureStepID,
            PerformedProcedureStepStartDate,
            PerformedProcedureStepStartTime,
            PerformedProcedureStepDescription,
            RequestAttributesSequence,
            FrameOfReferenceUID);

    public static final Set<Integer> INSTANCE = Set.of(
            SOPInstanceUID,
            SOPClassUID,
            InstanceNumber,
            AcquisitionNumber,
            InstanceCreationDate,
            InstanceCreationTime,
            ContentDate,
            ContentTime,
            AcquisitionDate,
            AcquisitionTime,
            AcquisitionDateTime,
            ImageType,
            NumberOfFrames,
            Rows,
            Columns,
            SamplesPerPixel,
            PhotometricInterpretation,
            BitsAllocated,
            BitsStored,
            PixelRepresentation,
            ImageComments,
            SliceLocation,
            ImagePositionPatient,
            ImageOrientationPatient,
            ConceptNameCodeSequence,
            ContentTemplateSequence,
            CompletionFlag,
            VerificationFlag,
            VerificationDateTime,
            DocumentTitle,
            ContentLabel,
            ContentDescription,
            ContentCreatorName,
            PresentationCreationDate,
            PresentationCreationTime);

    private QueryableAttributes() {}
}
