package org.muniment.fhir;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.OrderDetails;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.feed.StudyState;
import org.muniment.core.feed.StudyState.Content;
import org.muniment.core.feed.StudyState.SeriesContent;
import org.muniment.core.tier.RecallState;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** A study that says all there is to translate, and one that says nothing. */
public final class Samples {

    public static final MappingContext CONTEXT = new MappingContext(
            IdentifierSystems.DERIVED, ZoneOffset.ofHours(1), () -> URI.create("http://archive.example.org/dicom-web"));

    public static final StudyInstanceUid UID_FULL = new StudyInstanceUid("1.2.840.113619.2.55.3.604688119");

    private Samples() {}

    public static StudyState full() {
        Attributes study = utf8();
        study.setString(Tag.StudyInstanceUID, VR.UI, UID_FULL.value());
        study.setString(Tag.PatientName, VR.PN, "Yamada^Tarou^^Dr.^Jr.=山田^太郎=やまだ^たろう");
        study.setString(Tag.PatientID, VR.LO, "PAT 0815/7");
        study.setString(Tag.IssuerOfPatientID, VR.LO, "HOSPITAL_A");
        study.setString(Tag.PatientBirthDate, VR.DA, "19600229");
        study.setString(Tag.PatientSex, VR.CS, "M");
        study.setString(Tag.StudyDate, VR.DA, "20240229");
        study.setString(Tag.StudyTime, VR.TM, "101112.345678");
        study.setString(Tag.AccessionNumber, VR.SH, "ACC-1");
        Attributes issuer = new Attributes();
        issuer.setString(Tag.UniversalEntityID, VR.UT, "1.2.3.4.5");
        issuer.setString(Tag.UniversalEntityIDType, VR.CS, "ISO");
        study.setItems(Tag.IssuerOfAccessionNumberSequence, issuer);
        study.setString(Tag.StudyDescription, VR.LO, "CT Thorax <with> \"contrast\" & more");
        study.setString(Tag.ReferringPhysicianName, VR.PN, "Smith^Ann");
        study.setString(Tag.NameOfPhysiciansReadingStudy, VR.PN, "Reader^One", "Reader^Two");
        study.setItems(
                Tag.ProcedureCodeSequence,
                code("169069000", "SCT", "CT of chest"),
                code("LOCAL 7", "99LOCAL", "Thorax big"));
        return new StudyState(
                UID_FULL,
                Optional.of(new Content(
                        new StudyRecord(UID_FULL, study, Set.of("CT", "SR"), Set.of(UID.CTImageStorage)),
                        List.of(series("1.2.3.1", "CT", 120), series("1.2.3.2", "SR", 1)))),
                Optional.empty());
    }

    public static StudyState empty() {
        StudyInstanceUid uid = new StudyInstanceUid("2.25.1");
        Attributes study = utf8();
        study.setString(Tag.StudyInstanceUID, VR.UI, uid.value());
        SeriesRecord series = new SeriesRecord(new SeriesId(uid, new SeriesInstanceUid("2.25.2")), utf8());
        return new StudyState(
                uid,
                Optional.of(new Content(
                        new StudyRecord(uid, study, Set.of(), Set.of()), List.of(new SeriesContent(series, 1)))),
                Optional.empty());
    }

    /** The order of {@link #full}, and the study with it. */
    public static ImagingOrder order(OrderStatus status, String priority) {
        OrderNumbers numbers = new OrderNumbers(
                new OrderNumber("P 1", "RIS"), new OrderNumber("F1", ""), new AccessionNumber("ACC-1", ""), "RP1");
        OrderDetails details = new OrderDetails(
                new CodedText("24627-2", "LN", "CT Chest"),
                new CodedText("", "", "cough for weeks"),
                priority,
                "Smith^Ann^^Dr.",
                "Ref^Erring",
                "ADM1");
        ScheduledProcedureStep step = new ScheduledProcedureStep(
                "SPS1",
                "CT",
                "CT1",
                LocalDateTime.of(2024, 2, 29, 10, 0),
                new CodedText("LOCAL 7", "99LOCAL", "Thorax big"),
                "",
                "",
                status);
        Instant told = Instant.parse("2024-02-28T08:00:00Z");
        return new ImagingOrder(
                OrderId.madeOf(numbers),
                numbers,
                new PatientIdentifier("PAT 0815/7", "HOSPITAL_A"),
                UID_FULL,
                status,
                details,
                List.of(step),
                told,
                told);
    }

    public static StudyState ordered() {
        return new StudyState(
                UID_FULL,
                full().inSight(),
                Optional.empty(),
                Optional.of(order(OrderStatus.COMPLETED, "STAT")),
                RecallState.ONLINE);
    }

    /** The study with its images so. */
    public static StudyState with(RecallState images) {
        return new StudyState(UID_FULL, full().inSight(), Optional.empty(), Optional.empty(), images);
    }

    private static SeriesContent series(String uid, String modality, long instances) {
        Attributes series = utf8();
        series.setString(Tag.SeriesInstanceUID, VR.UI, uid);
        series.setString(Tag.Modality, VR.CS, modality);
        series.setString(Tag.SeriesNumber, VR.IS, "3");
        series.setString(Tag.SeriesDescription, VR.LO, "Thorax 1.0 B30f");
        series.setString(Tag.BodyPartExamined, VR.CS, "CHEST");
        series.setString(Tag.Laterality, VR.CS, "L");
        series.setString(Tag.SeriesDate, VR.DA, "20240229");
        series.setString(Tag.SeriesTime, VR.TM, "1013");
        series.setString(Tag.OperatorsName, VR.PN, "Op^Er^Ator");
        return new SeriesContent(
                new SeriesRecord(new SeriesId(UID_FULL, new SeriesInstanceUid(uid)), series), instances);
    }

    private static Attributes code(String value, String scheme, String meaning) {
        Attributes item = utf8();
        item.setString(Tag.CodeValue, VR.SH, value);
        item.setString(Tag.CodingSchemeDesignator, VR.SH, scheme);
        item.setString(Tag.CodeMeaning, VR.LO, meaning);
        return item;
    }

    private static Attributes utf8() {
        Attributes attributes = new Attributes();
        attributes.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        return attributes;
    }
}
