package org.muniment.lifecycle.records.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muniment.archive.audit.MemoryAuditTrail;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.MemoryDocumentRegister;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.records.document.Digests;

class CertificatesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final MemoryDocumentRegister register = new MemoryDocumentRegister();
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final Certificates certificates = new Certificates(register, audit, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void issue() {
        for (int number = 1; number <= 3; number++) issue("destruction-" + number);
    }

    private Certificate issue(String destruction) {
        return certificates.issue(destruction, 0, (number, previous) -> certificate(destruction, number, previous));
    }

    private static Certificate certificate(String destruction, long number, String previous) {
        Certificate.Person person = new Certificate.Person("olivia", NOW, "Größe geprüft, 検査");
        return new Certificate(
                number,
                previous,
                "Test",
                destruction,
                "2.25." + number,
                "2011-01-01",
                List.of("CT"),
                List.of(Certificates.patient(destruction, new PatientIdentifier("P1", "HOSPITAL"))),
                LocalDate.of(2016, 1, 1),
                List.of(new Certificate.Rule(
                        "us-hospital-imaging", 1, "0".repeat(64), "five years", "US", "42 CFR", "2016-01-01")),
                "Study 2.25.1: may be destroyed from 2016-01-01 on.\n  study date plus 5 years: 2016-01-01  <-\n",
                "batch",
                "0".repeat(64),
                person,
                person,
                new Certificate.Person("paul", NOW, ""),
                NOW,
                List.of(new Certificate.Look(NOW, 2)),
                List.of("2.25.99"),
                1,
                2,
                1048,
                1,
                "0".repeat(64),
                List.of(new Certificate.Copy("warm", 1, "warm/ab/cd", 2048, "0".repeat(64), 2)),
                NOW,
                NOW);
    }

    @Test
    void shouldChainCertificatesOneForEachDestruction() {
        assertThat(certificates.verify()).isEmpty();
        assertThat(certificates.count()).isEqualTo(3);
        assertThat(certificates.certificate(2).previous())
                .isEqualTo(Digests.sha256(certificates.json(1)).hex());
        assertThat(issue("destruction-2").number()).isEqualTo(2);
        assertThat(certificates.count()).isEqualTo(3);
    }

    @Test
    void shouldGiveEachItsNumberWhereManyIssueAtOnce() {
        List<CompletableFuture<Certificate>> issued = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> issue("many-" + i)))
                .toList();
        assertThat(issued.stream().map(certificate -> certificate.join().number()))
                .doesNotHaveDuplicates();
        assertThat(certificates.verify()).isEmpty();
        assertThat(certificates.count()).isEqualTo(23);
    }

    @Test
    void shouldDetectEveryEditedByte() {
        Document issued = register.find("certificates", "000000000002").orElseThrow();
        String json = issued.json();
        // every 97th character, so that all parts are touched: text, digests, PDF
        List<Integer> unseen = new ArrayList<>();
        Document last = issued;
        for (int at = 0; at < json.length(); at += 97) {
            char other = json.charAt(at) == '7' ? '8' : '7';
            last = last.next(json.substring(0, at) + other + json.substring(at + 1));
            register.put(last);
            if (!isDetected()) unseen.add(at);
        }
        assertThat(unseen).isEmpty();
        register.put(last.next(json));
        assertThat(certificates.verify()).isEmpty();
    }

    private boolean isDetected() {
        try {
            return !certificates.verify().isEmpty();
        } catch (RuntimeException e) {
            return true; // not even a document any more
        }
    }

    @Test
    void shouldDetectACertificateThatWasReplacedWithAllThatFollow() {
        MemoryDocumentRegister forged = new MemoryDocumentRegister();
        Certificates other = new Certificates(forged, new MemoryAuditTrail(), Clock.systemUTC());
        other.issue("forged", 0, (number, previous) -> certificate("forged", number, previous));
        Document first = register.find("certificates", "000000000001").orElseThrow();
        register.put(first.next(
                forged.find("certificates", "000000000001").orElseThrow().json()));
        assertThat(certificates.verify())
                .anySatisfy(problem -> assertThat(problem).contains("1 is not the one in the audit trail"))
                .anySatisfy(problem -> assertThat(problem).contains("2 does not follow the one before"));
    }

    @Test
    void shouldDetectThatTheEndWasCutOff() {
        register.remove(register.find("certificates", "000000000003").orElseThrow());
        register.remove(register.find("certificate-head", "certificates").orElseThrow());
        assertThat(certificates.verify()).containsExactly("certificate 3 is missing");
    }

    @Test
    void shouldPutItOnPaperWithItsTextAttached() throws IOException {
        byte[] pdf = certificates.pdf(1);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Certificate of destruction 1", "2.25.1", "42 CFR", "olivia", "paul", "Größe")
                    .contains(Digests.sha256(certificates.json(1)).hex());
            assertThat(document.getDocumentCatalog()
                            .getNames()
                            .getEmbeddedFiles()
                            .getNames()
                            .get("certificate-1.json")
                            .getEmbeddedFile()
                            .toByteArray())
                    .isEqualTo(certificates.json(1).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldRecognizeItsOwnAndNothingElse() {
        byte[] pdf = certificates.pdf(2);
        assertThat(certificates.recognize(pdf)).contains(2L);
        assertThat(certificates.recognize(certificates.json(3).getBytes(StandardCharsets.UTF_8)))
                .contains(3L);
        pdf[pdf.length / 2]++;
        assertThat(certificates.recognize(pdf)).isEmpty();
    }

    @Test
    void shouldTellAPatientOnlyToWhoKnowsTheIdentifier() {
        assertThat(certificates.certificate(1).patients())
                .containsExactly(Digests.sha256("destruction-1\nP1\nHOSPITAL").hex())
                .doesNotContainAnyElementsOf(certificates.certificate(2).patients());
    }
}
