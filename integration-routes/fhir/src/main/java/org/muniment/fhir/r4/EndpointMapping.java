package org.muniment.fhir.r4;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Endpoint.EndpointStatus;
import org.muniment.fhir.MappingContext;

/** Where studies are retrieved: WADO-RS (PS3.18 10.4), one endpoint for all of them. */
public final class EndpointMapping {

    /** The logical id of the only Endpoint there is. */
    public static final String DICOM_WEB = "dicom-web";

    private EndpointMapping() {}

    public static Endpoint map(MappingContext context) {
        Endpoint endpoint = new Endpoint();
        endpoint.setId(DICOM_WEB);
        return endpoint.setStatus(EndpointStatus.ACTIVE)
                .setConnectionType(new Coding()
                        .setSystem("http://terminology.hl7.org/CodeSystem/endpoint-connection-type")
                        .setCode("dicom-wado-rs")
                        .setDisplay("DICOM WADO-RS"))
                .setName("DICOMweb of the archive")
                .addPayloadType(new CodeableConcept().setText("DICOM"))
                .addPayloadMimeType("application/dicom")
                .setAddress(context.dicomWeb().get().toString());
    }
}
