package org.muniment.core.report;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.report.Report;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/**
 * Writes a report as instances: Basic Text SR (PS3.3 A.35.1) for its text, Encapsulated PDF (A.45.1) for its document, each in a series of its own. The same
 * report always makes the same bytes.
 */
final class ReportInstances {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter BOTH = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    /** Out of the way of what modalities number. */
    private static final int SERIES_NUMBER = 9001;

    private static final int[] PATIENT_AND_STUDY = {
        Tag.PatientName,
        Tag.PatientID,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.StudyID,
        Tag.ReferringPhysicianName
    };

    private final Report report;
    private final StudyInstanceUid uid;
    private final Optional<StudyRecord> study;
    private final String source;
    private final boolean asChosen;
    private final LocalDateTime at;

    /**
     * @param study as it is archived already, if it is
     * @param asChosen whether its text is given the UIDs its sender chose, if it did
     */
    ReportInstances(Report report, StudyInstanceUid uid, Optional<StudyRecord> study, String source, boolean asChosen) {
        this.report = report;
        this.uid = uid;
        this.study = study;
        this.source = source;
        this.asChosen = asChosen;
        this.at = local(report.at());
    }

    /** On the wall of where the archive is, in seconds. */
    static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneId.systemDefault()).withNano(0);
    }

    /** When an archived report was written; long ago where it does not say. */
    static LocalDateTime writtenAt(Attributes instance) {
        String time = instance.getString(Tag.ContentTime, "");
        String both = instance.getString(Tag.ContentDate, "") + time.substring(0, Math.min(6, time.length()));
        try {
            return LocalDateTime.parse(both, BOTH);
        } catch (DateTimeParseException e) {
            return LocalDateTime.MIN;
        }
    }

    List<Attributes> write() {
        List<Attributes> instances = new ArrayList<>();
        if (!report.findings().isEmpty()) instances.add(text());
        report.document().ifPresent(document -> instances.add(pdf(document)));
        return instances;
    }

    private Attributes text() {
        Attributes sr = common(UID.BasicTextSRStorage, "SR", "text");
        sr.setNull(Tag.ReferencedPerformedProcedureStepSequence, VR.SQ);
        sr.setNull(Tag.PerformedProcedureCodeSequence, VR.SQ);
        new ReportText(report, source, at).write(sr);
        return sr;
    }

    private Attributes pdf(Report.Document document) {
        byte[] bytes = document.pdf();
        Attributes instance = common(UID.EncapsulatedPDFStorage, "DOC", "pdf");
        instance.setString(Tag.ConversionType, VR.CS, "WSD");
        instance.setNull(Tag.AcquisitionDateTime, VR.DT);
        instance.setString(Tag.BurnedInAnnotation, VR.CS, "YES");
        instance.setBytes(Tag.DocumentTitle, VR.ST, utf8(report.title().display()));
        instance.setItems(Tag.ConceptNameCodeSequence, ReportText.title(report));
        instance.setString(Tag.MIMETypeOfEncapsulatedDocument, VR.LO, "application/pdf");
        instance.setBytes(Tag.EncapsulatedDocument, VR.OB, Arrays.copyOf(bytes, bytes.length + bytes.length % 2));
        instance.setString(Tag.EncapsulatedDocumentLength, VR.UL, String.valueOf(bytes.length));
        return instance;
    }

    private Attributes common(String sopClass, String modality, String form) {
        Attributes instance =
                study.map(record -> new Attributes(record.attributes())).orElseGet(this::asTold);
        instance.remove(Tag.TimezoneOffsetFromUTC); // of who sent the study
        instance.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        for (int tag : PATIENT_AND_STUDY)
            if (!instance.contains(tag))
                instance.setNull(tag, ElementDictionary.find(tag).vr()); // type 2
        boolean named = asChosen && form.equals("text"); // a sender that chooses a UID speaks of one instance
        instance.setString(Tag.StudyInstanceUID, VR.UI, uid.value());
        instance.setString(Tag.SOPClassUID, VR.UI, sopClass);
        instance.setString(
                Tag.SOPInstanceUID,
                VR.UI,
                report.instance()
                        .filter(chosen -> named)
                        .map(Object::toString)
                        .orElseGet(() -> made("instance", form)));
        instance.setString(
                Tag.SeriesInstanceUID,
                VR.UI,
                report.series().filter(chosen -> named).map(Object::toString).orElseGet(() -> made("series", form)));
        instance.setString(Tag.Modality, VR.CS, modality);
        instance.setInt(Tag.SeriesNumber, VR.IS, SERIES_NUMBER);
        instance.setInt(Tag.InstanceNumber, VR.IS, 1);
        instance.setString(Tag.SeriesDescription, VR.LO, "Report");
        instance.setString(Tag.Manufacturer, VR.LO, "Muniment");
        instance.setString(Tag.ContentDate, VR.DA, at.format(DATE));
        instance.setString(Tag.ContentTime, VR.TM, at.format(TIME));
        return instance;
    }

    /** Of a study that begins with its report. */
    private Attributes asTold() {
        Attributes told = new Attributes();
        told.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        told.setBytes(Tag.PatientName, VR.PN, utf8(report.patient().name().orElse("")));
        told.setBytes(Tag.PatientID, VR.LO, utf8(report.patient().identifier().id()));
        if (report.patient().identifier().hasIssuer())
            told.setBytes(
                    Tag.IssuerOfPatientID,
                    VR.LO,
                    utf8(report.patient().identifier().issuer()));
        told.setString(Tag.PatientBirthDate, VR.DA, report.patient().birthDate().orElse(""));
        told.setString(Tag.PatientSex, VR.CS, report.patient().sex().orElse(""));
        told.setBytes(
                Tag.AccessionNumber, VR.SH, utf8(report.numbers().accession().number()));
        return told;
    }

    /** Of what the report is known by, so that it has the same UID whenever it comes. */
    private String made(String level, String form) {
        String known = report.knownBy()
                .orElseThrow(() -> new ArchiveException(
                        ErrorCode.MISSING_ATTRIBUTE,
                        "the report has neither an order's number nor an accession number"));
        String name = String.join("\0", "report", level, form, uid.value(), known);
        UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
