package org.muniment.server.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.RetrieveResponse;
import org.muniment.dicom.net.ScuAssociation;

/** A peer of the archive that stores, finds and gets CT instances. */
record Peer(int port) {

    ScuAssociation openForStore() throws IOException {
        return ScuAssociation.open(options().propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian));
    }

    static DimseStatus store(ScuAssociation association, Sent instance) throws IOException {
        return association.store(
                UID.CTImageStorage,
                instance.sopInstanceUid(),
                UID.ExplicitVRLittleEndian,
                out -> out.write(instance.dataSet()));
    }

    /** Digests of the data sets of a study by SOP Instance UID, as C-GET brings them. */
    Map<String, String> get(String study) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        AssociateOptions options = options()
                .propose(UID.StudyRootQueryRetrieveInformationModelGet, UID.ImplicitVRLittleEndian)
                .propose(UID.CTImageStorage, UID.ExplicitVRLittleEndian)
                .asScp(UID.CTImageStorage);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            RetrieveResponse response = association.get(
                    UID.StudyRootQueryRetrieveInformationModelGet,
                    identifier("STUDY", study),
                    (info, request, dataSet) -> {
                        digests.put(request.sopInstanceUid(), Sent.digest(dataSet.readAllBytes()));
                        return DimseStatus.SUCCESS;
                    },
                    progress -> true);
            if (!response.status().isSuccess()) throw new IOException("C-GET of " + study + ": " + response);
        }
        return digests;
    }

    /** SOP Instance UIDs of a study, as C-FIND tells them series by series. */
    List<String> find(String study) throws IOException {
        List<String> instances = new ArrayList<>();
        AssociateOptions options =
                options().propose(UID.StudyRootQueryRetrieveInformationModelFind, UID.ImplicitVRLittleEndian);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            Attributes bySeries = identifier("SERIES", study);
            bySeries.setNull(Tag.SeriesInstanceUID, VR.UI);
            for (Attributes series : find(association, bySeries)) {
                Attributes byInstance = identifier("IMAGE", study);
                byInstance.setString(Tag.SeriesInstanceUID, VR.UI, series.getString(Tag.SeriesInstanceUID));
                byInstance.setNull(Tag.SOPInstanceUID, VR.UI);
                find(association, byInstance).forEach(i -> instances.add(i.getString(Tag.SOPInstanceUID)));
            }
        }
        return instances;
    }

    /** Study Instance UIDs of a patient. */
    List<String> studies(String patientId) throws IOException {
        AssociateOptions options =
                options().propose(UID.StudyRootQueryRetrieveInformationModelFind, UID.ImplicitVRLittleEndian);
        Attributes keys = identifier("STUDY", "");
        keys.setString(Tag.PatientID, VR.LO, patientId);
        try (ScuAssociation association = ScuAssociation.open(options)) {
            return find(association, keys).stream()
                    .map(s -> s.getString(Tag.StudyInstanceUID))
                    .toList();
        }
    }

    private static List<Attributes> find(ScuAssociation association, Attributes keys) throws IOException {
        List<Attributes> matches = new ArrayList<>();
        DimseStatus status = association.find(UID.StudyRootQueryRetrieveInformationModelFind, keys, matches::add);
        if (!status.isSuccess()) throw new IOException("C-FIND: " + status);
        return matches;
    }

    private static Attributes identifier(String level, String study) {
        Attributes keys = new Attributes();
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, level);
        keys.setString(Tag.StudyInstanceUID, VR.UI, study);
        return keys;
    }

    private AssociateOptions options() {
        return AssociateOptions.to(new Destination("MUNIMENT", "127.0.0.1", port), "KILLTEST");
    }
}
