package org.muniment.lifecycle.records.disposition;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.records.certificate.Certificate;
import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.disposition.Disposition.Signature;

/** Writes the certificate of a destruction from what was written down on the way. */
final class CertificateWriter {

    private final DispositionBook book;
    private final Certificates certificates;
    private final String archive;
    private final Clock clock;

    /** @param archive as it calls itself */
    CertificateWriter(DispositionBook book, Certificates certificates, String archive, Clock clock) {
        this.book = book;
        this.certificates = certificates;
        this.archive = archive;
        this.clock = clock;
    }

    /** Once for each destruction, however often it is called. @return its number */
    long write(Destruction destroyed) {
        StudyInstanceUid study = new StudyInstanceUid(destroyed.study());
        long before = book.destructions()
                .change(study, mark -> mark.certificatesBefore() != null ? mark : mark.certifying(certificates.count()))
                .certificatesBefore();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return certificates
                .issue(
                        destroyed.id(),
                        before,
                        (number, previous) -> certificate(destroyed, study, number, previous, now))
                .number();
    }

    private Certificate certificate(
            Destruction destroyed, StudyInstanceUid study, long number, String previous, Instant now) {
        Disposition disposition = book.disposition(destroyed.disposition());
        RecordedDecision decision = book.item(destroyed.disposition(), study).decision();
        Inventory inventory = destroyed.inventory();
        return new Certificate(
                number,
                previous,
                archive,
                destroyed.id(),
                destroyed.study(),
                inventory.about().studyDate(),
                inventory.about().modalities(),
                inventory.about().patients(),
                decision.due(),
                decision.rules().stream().map(CertificateWriter::rule).toList(),
                decision.explanation(),
                disposition.id(),
                disposition.sha256(),
                person(disposition.proposed()),
                person(disposition.reviewed()),
                person(disposition.approved()),
                destroyed.restorableUntil(),
                destroyed.looks().stream()
                        .map(look -> new Certificate.Look(look.at(), look.holds()))
                        .toList(),
                inventory.about().rejectionNotes(),
                inventory.series(),
                inventory.instances(),
                inventory.bytes(),
                inventory.manifestParts(),
                inventory.manifestSha256(),
                inventory.containers().stream().map(CertificateWriter::copy).toList(),
                destroyed.begunAt(),
                now);
    }

    private static Certificate.Rule rule(RecordedDecision.Rule rule) {
        return new Certificate.Rule(
                rule.policy(),
                rule.version(),
                rule.sha256(),
                rule.rule(),
                rule.mandate(),
                rule.citation(),
                rule.keepUntil());
    }

    private static Certificate.Person person(Signature signature) {
        return new Certificate.Person(signature.by(), signature.at(), signature.remark());
    }

    private static Certificate.Copy copy(Inventory.Copy copy) {
        return new Certificate.Copy(
                copy.tier(),
                copy.replica(),
                copy.store() + "/" + copy.key(),
                copy.bytes(),
                copy.sha256(),
                copy.objects());
    }
}
