package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.muniment.server.foreign.Commands.Result;

/** A modality that reports its performed procedure steps by dcmjs-dimse, PS3.4 F.7. */
public final class ForeignMpps {

    private final int port;
    private final String calledAet;
    private final String callingAet;

    public ForeignMpps(int port, String calledAet, String callingAet) {
        this.port = port;
        this.calledAet = calledAet;
        this.callingAet = callingAet;
    }

    /** Whose procedure it is: what the modality has from its worklist. */
    public record Scheduled(
            String studyUid,
            String accession,
            String stepId,
            String procedureId,
            String patientId,
            String patientName) {}

    /** N-CREATE with the status IN PROGRESS; the answer's status must be success. */
    public void begin(String stepUid, Scheduled scheduled, String modality) throws Exception {
        String dataSet =
                """
                {"ScheduledStepAttributesSequence": [{
                   "StudyInstanceUID": "%s", "AccessionNumber": "%s", "ReferencedStudySequence": [],
                   "RequestedProcedureID": "%s", "RequestedProcedureDescription": "",
                   "ScheduledProcedureStepID": "%s", "ScheduledProcedureStepDescription": "",
                   "ScheduledProtocolCodeSequence": []}],
                 "PatientName": "%s", "PatientID": "%s", "PatientBirthDate": "", "PatientSex": "",
                 "ReferencedPatientSequence": [],
                 "PerformedProcedureStepID": "PPS%s", "PerformedStationAETitle": "%s", "PerformedStationName": "",
                 "PerformedLocation": "", "PerformedProcedureStepStartDate": "20240301",
                 "PerformedProcedureStepStartTime": "101500", "PerformedProcedureStepStatus": "IN PROGRESS",
                 "PerformedProcedureStepDescription": "", "PerformedProcedureTypeDescription": "",
                 "ProcedureCodeSequence": [], "PerformedProcedureStepEndDate": "", "PerformedProcedureStepEndTime": "",
                 "Modality": "%s", "StudyID": "", "PerformedProtocolCodeSequence": [], "PerformedSeriesSequence": []}
                """
                        .formatted(
                                scheduled.studyUid(),
                                scheduled.accession(),
                                scheduled.procedureId(),
                                scheduled.stepId(),
                                scheduled.patientName(),
                                scheduled.patientId(),
                                scheduled.stepId(),
                                callingAet,
                                modality);
        assertSuccess(send(request("N-CREATE", stepUid, dataSet)));
    }

    /** N-SET with the status COMPLETED and what was made; the answer's status must be success. */
    public void complete(String stepUid, String seriesUid, String sopClass, List<String> instances) throws Exception {
        assertSuccess(send(request("N-SET", stepUid, end("COMPLETED", seriesUid, sopClass, instances))));
    }

    /** N-SET with the status DISCONTINUED; the answer's status must be success. */
    public void discontinue(String stepUid, String seriesUid, String sopClass, List<String> instances)
            throws Exception {
        assertSuccess(send(request("N-SET", stepUid, end("DISCONTINUED", seriesUid, sopClass, instances))));
    }

    /** The attributes of an N-SET that ends the step, as JSON by keyword. */
    static String end(String status, String seriesUid, String sopClass, List<String> instances) {
        List<String> images = instances.stream()
                .map(instance -> "{\"ReferencedSOPClassUID\": \"%s\", \"ReferencedSOPInstanceUID\": \"%s\"}"
                        .formatted(sopClass, instance))
                .toList();
        return """
                {"PerformedProcedureStepStatus": "%s", "PerformedProcedureStepEndDate": "20240301",
                 "PerformedProcedureStepEndTime": "103000",
                 "PerformedSeriesSequence": [{
                   "SeriesInstanceUID": "%s", "ProtocolName": "routine", "RetrieveAETitle": "", "SeriesDescription": "",
                   "PerformingPhysicianName": "", "OperatorsName": "",
                   "ReferencedImageSequence": [%s], "ReferencedNonImageCompositeSOPInstanceSequence": []}]}
                """
                .formatted(status, seriesUid, String.join(",", images));
    }

    static String request(String operation, String stepUid, String dataSet) {
        return "{\"operation\": \"%s\", \"sopClass\": \"1.2.840.10008.3.1.2.3.3\", \"sopInstance\": \"%s\", \"dataSet\": %s}"
                .formatted(operation, stepUid, dataSet);
    }

    /** Asks on one association; a line for each answer. */
    Result send(String... requests) throws Exception {
        return DcmjsDimse.send(port, calledAet, callingAet, requests);
    }

    private static void assertSuccess(Result result) {
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.lines()).singleElement().asString().contains("\"status\":\"0000\"");
    }
}
