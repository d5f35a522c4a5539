package org.muniment.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** An archive of a few instances in memory, as simple as the services allow: what tests put behind a server. */
final class ToyArchive {

    static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    record Instance(StoreRequest request, byte[] dataSet, List<String> convertibleTo) implements SubOperation {

        @Override
        public String sopClassUid() {
            return request.sopClassUid();
        }

        @Override
        public String sopInstanceUid() {
            return request.sopInstanceUid();
        }

        @Override
        public String transferSyntaxUid() {
            return request.transferSyntaxUid();
        }

        Attributes attributes() {
            try {
                return DicomReader.readDataSet(dataSet, TransferSyntax.of(transferSyntaxUid()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void writeDataSet(String syntax, OutputStream out) throws IOException {
            if (syntax.equals(transferSyntaxUid())) out.write(dataSet);
            else DicomWriter.writeDataSet(attributes(), TransferSyntax.of(syntax), out);
        }
    }

    final Map<String, Instance> instances = new ConcurrentSkipListMap<>();
    final Map<String, Destination> destinations = new ConcurrentSkipListMap<>();

    DimseServices services() {
        return DimseServices.verification()
                .withStore(this::store)
                .withFind(this::find)
                .withMove(this::retrieve)
                .withGet(this::retrieve);
    }

    static Capabilities capabilities(Collection<String> storageSyntaxes) {
        Capabilities capabilities = new Capabilities().support(UID.Verification, NATIVE);
        for (String model : List.of(
                UID.PatientRootQueryRetrieveInformationModelFind,
                UID.PatientRootQueryRetrieveInformationModelMove,
                UID.PatientRootQueryRetrieveInformationModelGet,
                UID.StudyRootQueryRetrieveInformationModelFind,
                UID.StudyRootQueryRetrieveInformationModelMove,
                UID.StudyRootQueryRetrieveInformationModelGet)) {
            capabilities.support(model, NATIVE, new byte[] {1, 1, 1});
        }
        for (String storage : List.of(
                UID.CTImageStorage, UID.MRImageStorage, UID.SecondaryCaptureImageStorage, UID.UltrasoundImageStorage)) {
            capabilities.support(storage, storageSyntaxes);
        }
        return capabilities;
    }

    /** The one study of a patient. */
    static String studyUid(String patientId) {
        return "2.25." + Integer.toUnsignedString(patientId.hashCode());
    }

    /** A data set of about {@code size} bytes. */
    static Attributes image(String sopInstanceUid, String patientId, int size) {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        image.setString(Tag.SOPInstanceUID, VR.UI, sopInstanceUid);
        image.setString(Tag.PatientID, VR.LO, patientId);
        image.setString(Tag.StudyInstanceUID, VR.UI, studyUid(patientId));
        image.setString(Tag.SeriesInstanceUID, VR.UI, studyUid(patientId) + ".1");
        image.setInt(Tag.Rows, VR.US, 1);
        image.setBytes(Tag.PixelData, VR.OW, new byte[size]);
        return image;
    }

    void add(Attributes image, String transferSyntax, List<String> convertibleTo) {
        String uid = image.getString(Tag.SOPInstanceUID);
        StoreRequest request = new StoreRequest(0, image.getString(Tag.SOPClassUID), uid, transferSyntax, 0, null, 0);
        instances.put(
                uid,
                new Instance(request, DicomWriter.toBytes(image, TransferSyntax.of(transferSyntax)), convertibleTo));
    }

    private DimseStatus store(AssociationInfo association, StoreRequest request, InputStream dataSet)
            throws IOException {
        instances.put(request.sopInstanceUid(), new Instance(request, dataSet.readAllBytes(), List.of()));
        return DimseStatus.SUCCESS;
    }

    private DimseStatus find(AssociationInfo association, FindRequest request, FindResponses responses)
            throws IOException {
        for (Instance instance : matches(request.identifier())) {
            Attributes match = new Attributes();
            match.setString(Tag.QueryRetrieveLevel, VR.CS, request.identifier().getString(Tag.QueryRetrieveLevel));
            Attributes image = instance.attributes();
            for (int tag : List.of(Tag.PatientID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID)) {
                match.put(image.get(tag));
            }
            if (!responses.pending(match)) break;
        }
        return DimseStatus.SUCCESS;
    }

    private RetrieveResult retrieve(AssociationInfo association, RetrieveRequest request) {
        Destination destination = null;
        if (request.moveDestination() != null) {
            destination = destinations.get(request.moveDestination());
            if (destination == null) return new RetrieveResult.Refused(DimseStatus.MOVE_DESTINATION_UNKNOWN);
        }
        return new RetrieveResult.SubOperations(destination, matches(request.identifier()));
    }

    private List<Instance> matches(Attributes identifier) {
        List<Instance> matches = new ArrayList<>();
        for (Instance instance : instances.values()) {
            Attributes image = instance.attributes();
            boolean matched = true;
            for (int tag : List.of(Tag.PatientID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID)) {
                String wanted = identifier.getString(tag);
                matched &= wanted == null || wanted.equals(image.getString(tag));
            }
            if (matched) matches.add(instance);
        }
        return matches;
    }
}
