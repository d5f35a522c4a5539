package org.muniment.archive.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.patient.PatientUpdate;

/**
 * The result of an order as its author wrote it (HL7 2.5.1 chapter 7, ORU). Texts are empty where they are not known.
 *
 * @param patient as the message names the patient
 * @param study the one it is about, where the message says so
 * @param series of the report itself, if its sender chose one
 * @param instance as {@code series}
 * @param title what kind of report it is; OBR-4
 * @param findings what it says, in its order
 * @param document the report as laid out by its author, a PDF
 * @param verifier who answers for it, as PN; OBR-32
 * @param at when it was written: OBR-22, else MSH-7
 */
public record Report(
        PatientUpdate patient,
        OrderNumbers numbers,
        Optional<StudyInstanceUid> study,
        Optional<SeriesInstanceUid> series,
        Optional<SopInstanceUid> instance,
        CodedText title,
        Status status,
        List<Finding> findings,
        Optional<Document> document,
        String verifier,
        Instant at) {

    /** OBR-25, as far as it tells reports apart (HL7 table 0123). */
    public enum Status {
        /** P, R, A, I, S, O: may still change. */
        PRELIMINARY,
        /** F. */
        FINAL,
        /** C: takes the place of one that was final. */
        CORRECTED
    }

    /**
     * One statement (OBX).
     *
     * @param concept what it is about
     * @param value in words, or a code
     */
    public record Finding(CodedText concept, CodedText value, String units) {
        public Finding {
            Objects.requireNonNull(concept);
            Objects.requireNonNull(value);
            Objects.requireNonNull(units);
        }
    }

    /** A PDF. Two are the same if their bytes are. */
    public record Document(byte[] pdf) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Document document && java.util.Arrays.equals(pdf, document.pdf);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(pdf);
        }
    }

    public Report {
        Objects.requireNonNull(patient);
        Objects.requireNonNull(numbers);
        Objects.requireNonNull(study);
        Objects.requireNonNull(series);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(title);
        Objects.requireNonNull(status);
        findings = List.copyOf(findings);
        Objects.requireNonNull(document);
        Objects.requireNonNull(verifier);
        Objects.requireNonNull(at);
    }

    /**
     * What tells it from other reports of its study, whenever it comes: the instance its sender chose, else the filler's number. An accession number
     * or a placer's may be several procedures', told apart by what they are. Empty where there is nothing of it.
     */
    public Optional<String> knownBy() {
        if (instance.isPresent()) return instance.map(SopInstanceUid::value);
        if (!numbers.filler().isEmpty())
            return Optional.of(String.join(
                    "\0", numbers.filler().number(), numbers.filler().namespace()));
        String procedure = title.hasCode() ? title.code() + "\0" + title.scheme() : title.text();
        if (!numbers.accession().isEmpty())
            return Optional.of(String.join("\0", numbers.accession().number(), procedure));
        if (!numbers.placer().isEmpty())
            return Optional.of(String.join(
                    "\0", numbers.placer().number(), numbers.placer().namespace(), procedure));
        return Optional.empty();
    }

    /** Nothing of it: it is patient data. */
    @Override
    public String toString() {
        return "Report";
    }
}
