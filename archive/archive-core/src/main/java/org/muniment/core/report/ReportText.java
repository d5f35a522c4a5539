package org.muniment.core.report;

import static org.muniment.core.report.ReportInstances.utf8;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.report.Report;
import org.muniment.archive.report.Report.Finding;
import org.muniment.archive.report.Report.Status;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** The SR Document General and Content modules of a report (PS3.3 C.17.2, C.17.3): a container of one item for each finding. */
final class ReportText {

    private static final CodedText REPORT = new CodedText("18748-4", "LN", "Diagnostic imaging report");
    private static final CodedText FINDING = new CodedText("121071", "DCM", "Finding");
    private static final int LONGEST_CODE = 16;
    private static final int LONGEST_MEANING = 64;
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    /** Coding systems that HL7 (table 0396) and DICOM (PS3.16 8) call by different names. */
    private static final Map<String, String> SCHEMES = Map.of("ICD-10", "I10", "RadLex", "RADLEX", "L", "99LOCAL");

    private final Report report;
    private final String source;
    private final LocalDateTime at;

    ReportText(Report report, String source, LocalDateTime at) {
        this.report = report;
        this.source = source;
        this.at = at;
    }

    void write(Attributes sr) {
        sr.setString(Tag.CompletionFlag, VR.CS, report.status() == Status.PRELIMINARY ? "PARTIAL" : "COMPLETE");
        boolean verified =
                report.status() != Status.PRELIMINARY && !report.verifier().isEmpty();
        sr.setString(Tag.VerificationFlag, VR.CS, verified ? "VERIFIED" : "UNVERIFIED");
        if (verified) sr.setItems(Tag.VerifyingObserverSequence, observer());
        sr.setString(Tag.ValueType, VR.CS, "CONTAINER");
        sr.setItems(Tag.ConceptNameCodeSequence, title(report));
        sr.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
        List<Attributes> items = new ArrayList<>();
        for (Finding finding : report.findings()) items.add(item(finding));
        sr.setItems(Tag.ContentSequence, items.toArray(Attributes[]::new));
    }

    private Attributes observer() {
        Attributes observer = new Attributes();
        observer.setBytes(Tag.VerifyingObserverName, VR.PN, utf8(report.verifier()));
        observer.setNull(Tag.VerifyingObserverIdentificationCodeSequence, VR.SQ);
        observer.setBytes(Tag.VerifyingOrganization, VR.LO, utf8(cut(source.replace('\\', ' '))));
        observer.setString(Tag.VerificationDateTime, VR.DT, at.format(DATE_TIME));
        return observer;
    }

    private static Attributes item(Finding finding) {
        Attributes item = new Attributes();
        item.setString(Tag.RelationshipType, VR.CS, "CONTAINS");
        item.setItems(Tag.ConceptNameCodeSequence, code(isCode(finding.concept()) ? finding.concept() : FINDING));
        if (isCode(finding.value())) {
            item.setString(Tag.ValueType, VR.CS, "CODE");
            item.setItems(Tag.ConceptCodeSequence, code(finding.value()));
        } else {
            item.setString(Tag.ValueType, VR.CS, "TEXT");
            item.setBytes(Tag.TextValue, VR.UT, utf8(text(finding)));
        }
        return item;
    }

    /** With its unit, and with what it is about where that has no code. */
    private static String text(Finding finding) {
        String about = isCode(finding.concept()) ? "" : finding.concept().display();
        String value = finding.value().display();
        boolean hasUnits = finding.units().isEmpty() || value.endsWith(finding.units());
        return (about.isEmpty() ? "" : about + ": ") + value + (hasUnits ? "" : " " + finding.units());
    }

    static Attributes title(Report report) {
        return code(isCode(report.title()) ? report.title() : REPORT);
    }

    /** Whether it may stand in a code sequence (PS3.3 8.8): with a scheme and a meaning, and not too long. */
    private static boolean isCode(CodedText text) {
        return text.hasCode()
                && !text.scheme().isEmpty()
                && !text.text().isEmpty()
                && text.code().length() <= LONGEST_CODE
                && text.scheme().length() <= LONGEST_CODE;
    }

    private static Attributes code(CodedText text) {
        Attributes code = new Attributes();
        code.setBytes(Tag.CodeValue, VR.SH, utf8(text.code().replace('\\', ' ')));
        code.setBytes(Tag.CodingSchemeDesignator, VR.SH, utf8(SCHEMES.getOrDefault(text.scheme(), text.scheme())));
        code.setBytes(Tag.CodeMeaning, VR.LO, utf8(cut(text.text().replace('\\', ' '))));
        return code;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MEANING ? text : text.substring(0, LONGEST_MEANING);
    }
}
