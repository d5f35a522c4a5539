package org.muniment.lifecycle.records.certificate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** A certificate on paper. The text it was made of is attached to the file, so that the PDF alone proves what it says. */
final class CertificatePdf {

    private static final float MARGIN = 56;
    private static final float SIZE = 9;
    private static final float LEADING = 13;
    private static final int WIDTH = 96;

    private final Certificate certificate;
    private final String json;
    private final String sha256;
    private final List<String> lines = new ArrayList<>();

    CertificatePdf(Certificate certificate, String json, String sha256) {
        this.certificate = certificate;
        this.json = json;
        this.sha256 = sha256;
    }

    byte[] write() {
        compose();
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.getDocumentInformation().setTitle("Certificate of destruction " + certificate.number());
            pages(document);
            attach(document);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compose() {
        line("Number", certificate.number());
        line("Archive", certificate.archive());
        line("Study Instance UID", certificate.study());
        line("Study date", certificate.studyDate());
        line("Modalities", String.join(", ", certificate.modalities()));
        line("Destroyed", certificate.destroyedAt() + " (begun " + certificate.begunAt() + ")");
        line(
                "Instances",
                certificate.instances() + " in " + certificate.series() + " series, " + certificate.bytes()
                        + " bytes; their list has SHA-256");
        line("", certificate.manifestSha256());
        heading("By which right");
        line("Due from", certificate.due());
        for (Certificate.Rule rule : certificate.rules()) {
            line(
                    "Policy",
                    rule.policy() + " version " + rule.version() + ", rule '" + rule.rule() + "': " + rule.keepUntil());
            line("Mandate", rule.mandate());
            line("Citation", rule.citation());
            line("Policy SHA-256", rule.sha256());
        }
        heading("By whom");
        person("Proposed", certificate.proposed());
        person("Reviewed", certificate.reviewed());
        person("Approved", certificate.approved());
        line("Disposition", certificate.disposition());
        heading("How");
        line("Hidden until", certificate.hiddenUntil());
        for (Certificate.Look look : certificate.looks())
            line("Checked", look.at() + ": due, unchanged, and covered by none of " + look.holds() + " holds in force");
        for (String note : certificate.rejectionNotes()) line("Rejection note", note);
        line("Files", certificate.instances() + " as received, none left");
        for (Certificate.Copy copy : certificate.copies())
            line(
                    "Copy",
                    copy.tier() + " " + copy.replica() + ", " + copy.objects() + " instances, " + copy.bytes()
                            + " bytes, " + copy.location());
        heading("How the day was computed");
        certificate.explanation().lines().forEach(text -> line("", text));
        heading("Proof");
        line("SHA-256 of its text", sha256);
        line("of the one before", certificate.previous());
        line("", "The text is attached to this file: sha256sum prints its digest.");
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private void person(String role, Certificate.Person person) {
        line(role, person.by() + ", " + person.at() + (person.remark().isEmpty() ? "" : ": " + person.remark()));
    }

    private void line(String name, Object value) {
        String text = value == null ? "unknown" : value.toString();
        String begin = String.format("  %-20s ", name);
        while (text.length() > WIDTH - begin.length()) {
            int cut = text.lastIndexOf(' ', WIDTH - begin.length());
            if (cut <= 0) cut = WIDTH - begin.length();
            lines.add(begin + text.substring(0, cut));
            text = text.substring(cut).stripLeading();
            begin = String.format("  %-20s ", "");
        }
        lines.add(begin + text);
    }

    private void pages(PDDocument document) throws IOException {
        PDFont fixed = new PDType1Font(FontName.COURIER);
        PDFont bold = new PDType1Font(FontName.COURIER_BOLD);
        int perPage = (int) ((PDRectangle.A4.getHeight() - 2 * MARGIN) / LEADING) - 3;
        for (int from = 0; from < lines.size(); from += perPage) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setLeading(LEADING);
                content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
                content.setFont(bold, SIZE + 5);
                content.showText("Certificate of destruction " + certificate.number());
                content.newLine();
                content.newLine();
                for (String text : lines.subList(from, Math.min(from + perPage, lines.size()))) {
                    content.setFont(text.startsWith(" ") ? fixed : bold, SIZE - 0.5f);
                    content.showText(printable(text));
                    content.newLine();
                }
                content.endText();
            }
        }
    }

    /** The fonts every reader has know Latin letters only; the attached text has all. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.append(c >= ' ' && c < 0x7f || c >= 0xa1 && c <= 0xff ? (char) c : '?'));
        return shown.toString();
    }

    private void attach(PDDocument document) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes));
        file.setSubtype("application/json");
        file.setSize(bytes.length);
        String name = "certificate-" + certificate.number() + ".json";
        PDComplexFileSpecification attachment = new PDComplexFileSpecification();
        attachment.setFile(name);
        attachment.setFileUnicode(name);
        attachment.setEmbeddedFile(file);
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(Map.of(name, attachment));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
    }
}
