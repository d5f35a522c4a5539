package org.muniment.lifecycle.records.certificate;

import java.util.Base64;
import org.muniment.lifecycle.records.document.Digests;
import org.muniment.lifecycle.records.document.Json;

/**
 * A certificate as it was issued, letter by letter.
 *
 * @param json its text
 * @param sha256 digest of the text in UTF-8
 * @param pdf the same for people, in base64
 * @param pdfSha256 digest of the PDF's bytes
 */
record SealedCertificate(String json, String sha256, String pdf, String pdfSha256) {

    static SealedCertificate seal(Certificate certificate) {
        String json = Json.pretty(certificate) + "\n";
        String digest = Digests.sha256(json).hex();
        byte[] pdf = new CertificatePdf(certificate, json, digest).write();
        return new SealedCertificate(
                json,
                digest,
                Base64.getEncoder().encodeToString(pdf),
                Digests.sha256(pdf).hex());
    }

    Certificate certificate() {
        return Json.read(json, Certificate.class);
    }

    byte[] pdfBytes() {
        return Base64.getDecoder().decode(pdf);
    }

    /** Whether text and PDF have the digests they were issued with. */
    boolean isWhole() {
        try {
            return Digests.sha256(json).hex().equals(sha256)
                    && Digests.sha256(pdfBytes()).hex().equals(pdfSha256);
        } catch (IllegalArgumentException e) {
            return false; // no base64 any more
        }
    }
}
