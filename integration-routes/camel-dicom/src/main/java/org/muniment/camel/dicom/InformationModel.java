package org.muniment.camel.dicom;

import org.muniment.dicom.UID;

/** Query/Retrieve information models, PS3.4 C.3 and C.6, with their SOP classes. */
public enum InformationModel {
    PATIENT_ROOT(
            UID.PatientRootQueryRetrieveInformationModelFind,
            UID.PatientRootQueryRetrieveInformationModelMove,
            UID.PatientRootQueryRetrieveInformationModelGet),
    STUDY_ROOT(
            UID.StudyRootQueryRetrieveInformationModelFind,
            UID.StudyRootQueryRetrieveInformationModelMove,
            UID.StudyRootQueryRetrieveInformationModelGet),
    /** Retired. */
    PATIENT_STUDY_ONLY(
            UID.PatientStudyOnlyQueryRetrieveInformationModelFind,
            UID.PatientStudyOnlyQueryRetrieveInformationModelMove,
            UID.PatientStudyOnlyQueryRetrieveInformationModelGet);

    private final String find;
    private final String move;
    private final String get;

    InformationModel(String find, String move, String get) {
        this.find = find;
        this.move = move;
        this.get = get;
    }

    String sopClassUid(DimseOperation operation) {
        return switch (operation) {
            case FIND -> find;
            case MOVE -> move;
            case GET -> get;
            default -> throw new IllegalArgumentException(operation + " has no information model");
        };
    }
}
