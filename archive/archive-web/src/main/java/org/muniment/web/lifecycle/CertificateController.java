package org.muniment.web.lifecycle;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.lifecycle.records.certificate.Certificate;
import org.muniment.lifecycle.records.certificate.Certificates;
import org.muniment.lifecycle.records.disposition.Dispositions;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Certificates of destruction. */
@RestController
@RequestMapping("/api/lifecycle/certificates")
final class CertificateController {

    private final Certificates certificates;
    private final Dispositions dispositions;

    CertificateController(Certificates certificates, Dispositions dispositions) {
        this.certificates = certificates;
        this.dispositions = dispositions;
    }

    /** @param problems empty where each certificate is as it was issued, and follows the one before */
    record Verified(boolean holds, long certificates, List<String> problems) {}

    /** @param number of the certificate it is, byte by byte */
    record Recognized(long number) {}

    @GetMapping("/verification")
    Verified verify() {
        List<String> problems = certificates.verify();
        return new Verified(problems.isEmpty(), certificates.count(), problems);
    }

    /** Whether a file is a certificate of this archive: its text or its PDF. */
    @PostMapping(path = "/verification", consumes = MediaType.ALL_VALUE)
    Recognized recognize(@RequestBody byte[] file) {
        Optional<Long> number = certificates.recognize(file);
        return new Recognized(number.orElseThrow(() -> new ArchiveException(
                ErrorCode.NOT_FOUND, "this is no certificate of this archive, or not as it was issued")));
    }

    @GetMapping(path = "/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
    String show(@PathVariable long number) {
        return certificates.json(number);
    }

    @GetMapping(path = "/{number}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    byte[] pdf(@PathVariable long number) {
        return certificates.pdf(number);
    }

    /** All instances, each with its digest. */
    @GetMapping(path = "/{number}/manifest", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String manifest(@PathVariable long number) {
        Certificate certificate = certificates.certificate(number);
        return dispositions.manifest(
                certificate.destruction(), certificate.manifestParts(), certificate.manifestSha256());
    }
}
