package org.muniment.camel.dicom;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.muniment.dicom.net.StoreScp;

/** Options of producers. */
@UriParams
public class ScuOptions {

    @UriParam(label = "producer", defaultValue = "MUNIMENT", description = "AE title to call with")
    private String callingAet = "MUNIMENT";

    @UriParam(label = "producer", defaultValue = "ANY-SCP", description = "AE title to call")
    private String calledAet = "ANY-SCP";

    @UriParam(
            label = "producer",
            defaultValue = "STUDY_ROOT",
            description =
                    "Information model of find, move and get, unless the header DicomSopClassUid names a SOP class")
    private InformationModel informationModel = InformationModel.STUDY_ROOT;

    @UriParam(label = "producer", description = "find, move, get: propose relational queries or retrieval")
    private boolean relational;

    @UriParam(label = "producer", description = "AE title to move to, unless the header DicomMoveDestination names one")
    private String moveDestination;

    @UriParam(
            label = "producer",
            description =
                    "get: comma-separated storage SOP class UIDs to take instances of, at most 126; those of CT, MR, "
                            + "CR, DX, US, secondary capture and others by default")
    private String storageSopClasses;

    @UriParam(
            label = "producer",
            description =
                    "get: comma-separated transfer syntax UIDs to take instances in; Explicit and Implicit VR Little "
                            + "Endian by default")
    private String transferSyntaxes;

    @UriParam(label = "producer", description = "get: the StoreScp instances are handed to")
    private StoreScp receiver;

    @UriParam(
            label = "producer",
            defaultValue = "1000",
            description = "find: most matches to take; the query is cancelled after them")
    private int maxResults = 1000;

    @UriParam(label = "producer", defaultValue = "5s", description = "Most time to connect")
    private Duration connectTimeout = Duration.ofSeconds(5);

    @UriParam(label = "producer", defaultValue = "60s", description = "Most time to wait for each answer")
    private Duration dimseTimeout = Duration.ofSeconds(60);

    @UriParam(label = "producer", defaultValue = "131072", description = "Longest PDU to take, in bytes")
    private int maxPduLength = 131_072;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether a failure status is an exception, DimseStatusException; otherwise see the header DicomStatus")
    private boolean throwOnFailure = true;

    public String getCallingAet() {
        return callingAet;
    }

    public void setCallingAet(String callingAet) {
        this.callingAet = callingAet;
    }

    public String getCalledAet() {
        return calledAet;
    }

    public void setCalledAet(String calledAet) {
        this.calledAet = calledAet;
    }

    public InformationModel getInformationModel() {
        return informationModel;
    }

    public void setInformationModel(InformationModel informationModel) {
        this.informationModel = informationModel;
    }

    public boolean isRelational() {
        return relational;
    }

    public void setRelational(boolean relational) {
        this.relational = relational;
    }

    public String getMoveDestination() {
        return moveDestination;
    }

    public void setMoveDestination(String moveDestination) {
        this.moveDestination = moveDestination;
    }

    public String getStorageSopClasses() {
        return storageSopClasses;
    }

    public void setStorageSopClasses(String storageSopClasses) {
        this.storageSopClasses = storageSopClasses;
    }

    public String getTransferSyntaxes() {
        return transferSyntaxes;
    }

    public void setTransferSyntaxes(String transferSyntaxes) {
        this.transferSyntaxes = transferSyntaxes;
    }

    public StoreScp getReceiver() {
        return receiver;
    }

    public void setReceiver(StoreScp receiver) {
        this.receiver = receiver;
    }

    public int getMaxResults() {
        return maxResults;
    }

    public void setMaxResults(int maxResults) {
        this.maxResults = maxResults;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getDimseTimeout() {
        return dimseTimeout;
    }

    public void setDimseTimeout(Duration dimseTimeout) {
        this.dimseTimeout = dimseTimeout;
    }

    public int getMaxPduLength() {
        return maxPduLength;
    }

    public void setMaxPduLength(int maxPduLength) {
        this.maxPduLength = maxPduLength;
    }

    public boolean isThrowOnFailure() {
        return throwOnFailure;
    }

    public void setThrowOnFailure(boolean throwOnFailure) {
        this.throwOnFailure = throwOnFailure;
    }
}
