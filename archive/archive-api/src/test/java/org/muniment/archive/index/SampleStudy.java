package org.muniment.archive.index;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** Rows of a study for tests. No two samples share a UID, a patient id or an accession number, so that tests can share an index. */
public final class SampleStudy {

    private static final AtomicInteger NEXT = new AtomicInteger(1000);
    private static final Instant RECEIVED = Instant.parse("2024-02-29T12:00:00.123Z");

    private final int number = NEXT.incrementAndGet();
    private final StudyInstanceUid uid = new StudyInstanceUid("2.25." + number);
    private final Attributes attributes = new Attributes();

    public SampleStudy() {
        attributes.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        attributes.setString(Tag.StudyInstanceUID, VR.UI, uid.value());
        attributes.setString(Tag.PatientID, VR.LO, "P" + number);
        attributes.setString(Tag.AccessionNumber, VR.SH, "A" + number);
        attributes.setString(Tag.PatientName, VR.PN, "Sample^Study" + number);
        attributes.setString(Tag.StudyDate, VR.DA, "20240229");
    }

    /** Changes an attribute of the rows made from now on. */
    public SampleStudy with(int tag, VR vr, String... values) {
        attributes.setString(tag, vr, values);
        return this;
    }

    public SampleStudy without(int tag) {
        attributes.remove(tag);
        return this;
    }

    public StudyInstanceUid uid() {
        return uid;
    }

    public String patientId() {
        return attributes.getString(Tag.PatientID);
    }

    public String accessionNumber() {
        return attributes.getString(Tag.AccessionNumber);
    }

    public StudyRecord study() {
        return study("CT", UID.CTImageStorage);
    }

    public StudyRecord study(String modality, String sopClassUid) {
        return new StudyRecord(uid, new Attributes(attributes), Set.of(modality), Set.of(sopClassUid));
    }

    public SeriesId seriesId(int series) {
        return new SeriesId(uid, new SeriesInstanceUid("2.25." + number + "." + series));
    }

    public SeriesRecord series(int series) {
        return series(series, "CT");
    }

    public SeriesRecord series(int series, String modality) {
        Attributes own = new Attributes();
        own.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        own.setString(Tag.Modality, VR.CS, modality);
        own.setString(Tag.SeriesInstanceUID, VR.UI, seriesId(series).series().value());
        own.setInt(Tag.SeriesNumber, VR.IS, series);
        return new SeriesRecord(seriesId(series), own);
    }

    public InstanceId instanceId(int series, int instance) {
        return new InstanceId(
                uid, seriesId(series).series(), new SopInstanceUid("2.25." + number + "." + series + "." + instance));
    }

    public InstanceRecord instance(int series, int instance) {
        return instance(instanceId(series, instance));
    }

    public InstanceRecord instance(int series, int instance, String sopClassUid) {
        return instance(instanceId(series, instance), sopClassUid);
    }

    /** A new version of the instance: other bytes at another place on every call. */
    public static InstanceRecord instance(InstanceId id) {
        return instance(id, UID.CTImageStorage);
    }

    private static InstanceRecord instance(InstanceId id, String sopClassUid) {
        int version = NEXT.incrementAndGet();
        Attributes own = new Attributes();
        own.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        own.setString(Tag.SOPInstanceUID, VR.UI, id.instance().value());
        own.setInt(Tag.InstanceNumber, VR.IS, version);
        own.setInt(Tag.Rows, VR.US, 512);
        return new InstanceRecord(
                id,
                sopClassUid,
                UID.ExplicitVRLittleEndian,
                new ObjectLocation("hot", ObjectKey.forNewVersionOf(id)),
                525_000L + version,
                300 + version % 100,
                new Sha256(String.format("%064x", version)),
                RECEIVED.plusSeconds(version),
                "MODALITY",
                own);
    }

    /** Commits the study with one instance in its first series. */
    public SampleStudy commitTo(StudyIndexWriter writer) {
        InstanceRecord first = instance(1, 1);
        writer.commit(first, series(1), study());
        return this;
    }
}
