package org.muniment.core;

import java.util.Random;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** A data set to be sent in tests: a CT image of 2.25.{study}, .{series}, .{instance}, to be changed as needed. */
public final class SampleDataSet {

    private final Attributes attributes = new Attributes();
    private TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    public SampleDataSet(int study, int series, int instance) {
        with(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        with(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
        with(Tag.SOPInstanceUID, VR.UI, "2.25." + study + "." + series + "." + instance);
        with(Tag.StudyDate, VR.DA, "20240229");
        with(Tag.AccessionNumber, VR.SH, "A" + study);
        with(Tag.Modality, VR.CS, "CT");
        with(Tag.PatientName, VR.PN, "Müller^Jürgen");
        with(Tag.PatientID, VR.LO, "P" + study);
        with(Tag.StudyInstanceUID, VR.UI, "2.25." + study);
        with(Tag.SeriesInstanceUID, VR.UI, "2.25." + study + "." + series);
        with(Tag.InstanceNumber, VR.IS, String.valueOf(instance));
        attributes.setInt(Tag.Rows, VR.US, 16);
        attributes.setInt(Tag.Columns, VR.US, 16);
        pixels(512);
    }

    public SampleDataSet with(int tag, VR vr, String... values) {
        attributes.setString(tag, vr, values);
        return this;
    }

    public SampleDataSet without(int tag) {
        attributes.remove(tag);
        return this;
    }

    public SampleDataSet pixels(int bytes) {
        byte[] pixels = new byte[bytes];
        new Random(bytes).nextBytes(pixels);
        attributes.setBytes(Tag.PixelData, VR.OW, pixels);
        return this;
    }

    public SampleDataSet in(TransferSyntax other) {
        syntax = other;
        return this;
    }

    public Attributes attributes() {
        return attributes;
    }

    public byte[] toBytes() {
        return DicomWriter.toBytes(attributes, syntax);
    }

    public InstanceId id() {
        return new InstanceId(
                new StudyInstanceUid(attributes.getString(Tag.StudyInstanceUID)),
                new SeriesInstanceUid(attributes.getString(Tag.SeriesInstanceUID)),
                new SopInstanceUid(attributes.getString(Tag.SOPInstanceUID)));
    }

    public IngestRequest request(IngestPolicy policy) {
        return new IngestRequest(
                "MODALITY",
                policy,
                attributes.getString(Tag.SOPClassUID, UID.CTImageStorage),
                new SopInstanceUid(attributes.getString(Tag.SOPInstanceUID, "2.25.9")),
                syntax.uid());
    }
}
