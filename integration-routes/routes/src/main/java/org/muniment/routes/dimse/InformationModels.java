package org.muniment.routes.dimse;

import org.apache.camel.Exchange;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;

/** The information model that a Query/Retrieve SOP class stands for, PS3.4 C.6. */
final class InformationModels {

    private InformationModels() {}

    static QueryRoot of(Exchange exchange) {
        String sopClassUid = exchange.getMessage().getHeader(DicomHeaders.SOP_CLASS_UID, String.class);
        return switch (sopClassUid) {
            case UID.PatientRootQueryRetrieveInformationModelFind,
                    UID.PatientRootQueryRetrieveInformationModelMove,
                    UID.PatientRootQueryRetrieveInformationModelGet -> QueryRoot.PATIENT;
            case UID.StudyRootQueryRetrieveInformationModelFind,
                    UID.StudyRootQueryRetrieveInformationModelMove,
                    UID.StudyRootQueryRetrieveInformationModelGet -> QueryRoot.STUDY;
            case UID.PatientStudyOnlyQueryRetrieveInformationModelFind,
                    UID.PatientStudyOnlyQueryRetrieveInformationModelMove,
                    UID.PatientStudyOnlyQueryRetrieveInformationModelGet -> QueryRoot.PATIENT_STUDY_ONLY;
            default -> throw new DimseRefusal(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        };
    }
}
