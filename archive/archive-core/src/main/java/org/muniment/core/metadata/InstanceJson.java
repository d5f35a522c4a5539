package org.muniment.core.metadata;

import java.io.IOException;
import java.io.OutputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.core.patient.PatientPatch;
import org.muniment.core.retrieve.StoredFile;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.json.DicomJsonWriter;

/** Makes the metadata of one instance from its file. */
final class InstanceJson {

    private final ObjectStores stores;

    InstanceJson(ObjectStores stores) {
        this.stores = stores;
    }

    /**
     * Writes one JSON object.
     *
     * @param patient put right in it
     * @throws IOException where {@code out} fails
     * @throws ArchiveException NOT_FOUND, CORRUPT_OBJECT, STORE_UNAVAILABLE
     */
    void write(InstanceRecord instance, PatientPatch patient, OutputStream out) throws IOException {
        StoredFile file = new StoredFile(stores, instance);
        Attributes dataSet = file.parse(ReadOptions.header(file), DicomReader::read);
        patient.applyTo(dataSet);
        new DicomJsonWriter(out, new BulkDataLinks(instance.id()), BulkDataLinks.INLINE_LIMIT).write(dataSet);
    }

    /** Writes what the index knows of the instance, for want of its file. */
    void writeRow(InstanceRecord instance, OutputStream out) throws IOException {
        Attributes known = new Attributes(instance.attributes());
        known.setString(Tag.SOPClassUID, VR.UI, instance.sopClassUid());
        known.setString(Tag.SOPInstanceUID, VR.UI, instance.id().instance().value());
        known.setString(Tag.StudyInstanceUID, VR.UI, instance.id().study().value());
        known.setString(Tag.SeriesInstanceUID, VR.UI, instance.id().series().value());
        new DicomJsonWriter(out).write(known);
    }
}
