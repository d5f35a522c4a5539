package org.muniment.core.reject;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/**
 * Writes a rejection note: a Key Object Selection Document (PS3.3 A.35.4) of template TID 2010 (PS3.16), in a series of its own of the study
 * whose instances it rejects.
 */
final class NoteDocument {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final String WAVEFORMS = "1.2.840.10008.5.1.4.1.1.9.";

    private final StudyRecord study;
    private final List<InstanceRecord> rejected;
    private final LocalDateTime now;

    /** @param rejected of {@code study} */
    NoteDocument(StudyRecord study, List<InstanceRecord> rejected, Instant now) {
        this.study = study;
        this.rejected = rejected;
        this.now = LocalDateTime.ofInstant(now, ZoneId.systemDefault());
    }

    Attributes write(RejectionCode code, String by, String reason) {
        Attributes note = new Attributes(study.attributes());
        note.remove(Tag.TimezoneOffsetFromUTC); // of who sent the study
        note.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        general(note);
        note.setString(Tag.ValueType, VR.CS, "CONTAINER");
        note.setItems(Tag.ConceptNameCodeSequence, code(code.value(), RejectionCode.SCHEME, code.meaning()));
        note.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
        Attributes template = new Attributes();
        template.setString(Tag.MappingResource, VR.CS, "DCMR");
        template.setString(Tag.TemplateIdentifier, VR.CS, "2010");
        note.setItems(Tag.ContentTemplateSequence, template);
        note.setItems(Tag.CurrentRequestedProcedureEvidenceSequence, evidence());
        note.setItems(Tag.ContentSequence, content(by, reason));
        return note;
    }

    private void general(Attributes note) {
        for (int tag : new int[] {
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.AccessionNumber,
            Tag.StudyID,
            Tag.ReferringPhysicianName
        }) if (!note.contains(tag)) note.setNull(tag, vr(tag)); // type 2
        note.setString(Tag.StudyInstanceUID, VR.UI, study.id().value());
        note.setString(Tag.SOPClassUID, VR.UI, UID.KeyObjectSelectionDocumentStorage);
        note.setString(Tag.SOPInstanceUID, VR.UI, newUid());
        note.setString(Tag.SeriesInstanceUID, VR.UI, newUid());
        note.setString(Tag.Modality, VR.CS, "KO");
        note.setString(Tag.SeriesDescription, VR.LO, "Rejection note");
        note.setInt(Tag.SeriesNumber, VR.IS, 1);
        note.setInt(Tag.InstanceNumber, VR.IS, 1);
        note.setNull(Tag.ReferencedPerformedProcedureStepSequence, VR.SQ);
        note.setString(Tag.Manufacturer, VR.LO, "Muniment");
        note.setString(Tag.InstanceCreationDate, VR.DA, now.format(DATE));
        note.setString(Tag.InstanceCreationTime, VR.TM, now.format(TIME));
        note.setString(Tag.ContentDate, VR.DA, now.format(DATE));
        note.setString(Tag.ContentTime, VR.TM, now.format(TIME));
    }

    private static VR vr(int tag) {
        return ElementDictionary.find(tag).vr();
    }

    /** PS3.5 B.2. */
    private static String newUid() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }

    private Attributes evidence() {
        Map<SeriesInstanceUid, List<Attributes>> bySeries = new LinkedHashMap<>();
        for (InstanceRecord instance : rejected)
            bySeries.computeIfAbsent(instance.id().series(), uid -> new ArrayList<>())
                    .add(reference(instance));
        List<Attributes> series = new ArrayList<>();
        bySeries.forEach((uid, references) -> {
            Attributes item = new Attributes();
            item.setString(Tag.SeriesInstanceUID, VR.UI, uid.value());
            item.setItems(Tag.ReferencedSOPSequence, references.toArray(Attributes[]::new));
            series.add(item);
        });
        Attributes ofStudy = new Attributes();
        ofStudy.setString(Tag.StudyInstanceUID, VR.UI, study.id().value());
        ofStudy.setItems(Tag.ReferencedSeriesSequence, series.toArray(Attributes[]::new));
        return ofStudy;
    }

    private Attributes[] content(String by, String reason) {
        List<Attributes> items = new ArrayList<>();
        Attributes observerType = item("HAS OBS CONTEXT", "CODE", code("121005", "DCM", "Observer Type"));
        observerType.setItems(Tag.ConceptCodeSequence, code("121006", "DCM", "Person"));
        items.add(observerType);
        Attributes observer = item("HAS OBS CONTEXT", "PNAME", code("121008", "DCM", "Person Observer Name"));
        observer.setBytes(Tag.PersonName, VR.PN, utf8(by.replaceAll("[\\\\^=]", " ")));
        items.add(observer);
        if (!reason.isEmpty()) {
            Attributes description = item("CONTAINS", "TEXT", code("113012", "DCM", "Key Object Description"));
            description.setBytes(Tag.TextValue, VR.UT, utf8(reason));
            items.add(description);
        }
        for (InstanceRecord instance : rejected) {
            Attributes named = item("CONTAINS", valueType(instance), null);
            named.setItems(Tag.ReferencedSOPSequence, reference(instance));
            items.add(named);
        }
        return items.toArray(Attributes[]::new);
    }

    /** An item has no character set before it is in its sequence, where it has the document's. */
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Attributes item(String relationship, String valueType, Attributes conceptName) {
        Attributes item = new Attributes();
        item.setString(Tag.RelationshipType, VR.CS, relationship);
        item.setString(Tag.ValueType, VR.CS, valueType);
        if (conceptName != null) item.setItems(Tag.ConceptNameCodeSequence, conceptName);
        return item;
    }

    private static String valueType(InstanceRecord instance) {
        if (instance.attributes().contains(Tag.Rows)) return "IMAGE";
        return instance.sopClassUid().startsWith(WAVEFORMS) ? "WAVEFORM" : "COMPOSITE";
    }

    private static Attributes reference(InstanceRecord instance) {
        Attributes reference = new Attributes();
        reference.setString(Tag.ReferencedSOPClassUID, VR.UI, instance.sopClassUid());
        reference.setString(
                Tag.ReferencedSOPInstanceUID, VR.UI, instance.id().instance().value());
        return reference;
    }

    private static Attributes code(String value, String scheme, String meaning) {
        Attributes code = new Attributes();
        code.setString(Tag.CodeValue, VR.SH, value);
        code.setString(Tag.CodingSchemeDesignator, VR.SH, scheme);
        code.setString(Tag.CodeMeaning, VR.LO, meaning);
        return code;
    }
}
