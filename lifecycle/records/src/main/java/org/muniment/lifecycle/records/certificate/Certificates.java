package org.muniment.lifecycle.records.certificate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.records.document.Digests;
import org.muniment.lifecycle.records.document.Documents;

/**
 * All certificates: one chain, to which each node appends at its end and nobody changes anything. Each one's digests are also in the audit trail, so that
 * cutting off the chain's end, or making all of it anew, is seen as well.
 */
public final class Certificates {

    private static final String COLLECTION = "certificates";
    private static final int MOST_RACES = 200;

    /** @param number of the last certificate that is known; a hint where to look for the end */
    record Head(long number) {}

    private final Documents<SealedCertificate> certificates;
    private final Documents<Head> head;
    private final AuditTrail audit;
    private final Clock clock;

    public Certificates(DocumentRegister register, AuditTrail audit, Clock clock) {
        this.certificates = new Documents<>(register, COLLECTION, SealedCertificate.class);
        this.head = new Documents<>(register, "certificate-head", Head.class);
        this.audit = audit;
        this.clock = clock;
    }

    /** How many there are. */
    public long count() {
        long last = head.find(COLLECTION).map(Head::number).orElse(0L);
        while (certificates.find(id(last + 1)).isPresent()) last++;
        return last;
    }

    /**
     * Issues the certificate of a destruction, unless there is one; durable, and in the audit trail, on return.
     *
     * @param after so many were there before anybody began to issue this one: only those that follow can be it
     * @param certificate makes it from its number and the digest before
     */
    public Certificate issue(String destruction, long after, BiFunction<Long, String, Certificate> certificate) {
        for (int race = 0; race < MOST_RACES; race++) {
            long last = count();
            Optional<SealedCertificate> issued = of(destruction, after, last);
            if (issued.isPresent()) return told(issued.get());
            String previous = last == 0 ? Digests.NONE.hex() : sealed(last).sha256();
            SealedCertificate next = SealedCertificate.seal(certificate.apply(last + 1, previous));
            if (!certificates.add(id(last + 1), next)) continue;
            if (!head.add(COLLECTION, new Head(last + 1)))
                head.change(COLLECTION, present -> new Head(Math.max(present.number(), last + 1)));
            return told(next);
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "too many certificates are issued at once");
    }

    private Optional<SealedCertificate> of(String destruction, long after, long last) {
        for (long number = after + 1; number <= last; number++) {
            SealedCertificate sealed = sealed(number);
            if (sealed.certificate().destruction().equals(destruction)) return Optional.of(sealed);
        }
        return Optional.empty();
    }

    /** Twice is no harm, where who issued it died in between. */
    private Certificate told(SealedCertificate sealed) {
        Certificate certificate = sealed.certificate();
        audit.append(LifecycleEvent.of(
                        EventKind.CERTIFIED, clock.instant(), "lifecycle", new StudyInstanceUid(certificate.study()))
                .with("certificate", certificate.number())
                .with("destruction", certificate.destruction())
                .with("sha256", sealed.sha256())
                .with("pdf-sha256", sealed.pdfSha256()));
        return certificate;
    }

    /** @throws ArchiveException NOT_FOUND */
    public Certificate certificate(long number) {
        return sealed(number).certificate();
    }

    /** Its text. @throws ArchiveException NOT_FOUND */
    public String json(long number) {
        return sealed(number).json();
    }

    /** @throws ArchiveException NOT_FOUND */
    public byte[] pdf(long number) {
        return sealed(number).pdfBytes();
    }

    private SealedCertificate sealed(long number) {
        return certificates
                .find(id(number))
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no certificate " + number));
    }

    /** What is wrong with the chain; empty where nothing is: no certificate was changed, added between, or taken away. */
    public List<String> verify() {
        List<String> problems = new ArrayList<>();
        Map<Long, LifecycleEvent> told = new TreeMap<>();
        try (Stream<Sealed> entries = audit.read(1)) {
            entries.map(Sealed::event)
                    .filter(event -> event.kind() == EventKind.CERTIFIED)
                    .forEach(event -> told.put(Long.parseLong(event.details().get("certificate")), event));
        }
        long last = Math.max(
                count(),
                told.keySet().stream().mapToLong(number -> number).max().orElse(0));
        String previous = Digests.NONE.hex();
        for (long number = 1; number <= last; number++) {
            Optional<SealedCertificate> found = certificates.find(id(number));
            if (found.isEmpty()) {
                problems.add("certificate " + number + " is missing");
                previous = null;
                continue;
            }
            problem(number, found.get(), previous, told.get(number)).ifPresent(problems::add);
            previous = found.get().sha256();
        }
        return problems;
    }

    private static Optional<String> problem(
            long number, SealedCertificate sealed, String previous, LifecycleEvent told) {
        if (!sealed.isWhole()) return Optional.of("certificate " + number + " was changed");
        Certificate certificate = sealed.certificate();
        if (certificate.number() != number || previous != null && !previous.equals(certificate.previous()))
            return Optional.of("certificate " + number + " does not follow the one before");
        if (told == null) return Optional.of("certificate " + number + " is not in the audit trail");
        if (!sealed.sha256().equals(told.details().get("sha256"))
                || !sealed.pdfSha256().equals(told.details().get("pdf-sha256")))
            return Optional.of("certificate " + number + " is not the one in the audit trail");
        return Optional.empty();
    }

    /**
     * Whether a file somebody shows is a certificate, text or PDF, byte by byte as it was issued.
     *
     * @return its number; empty where it is none
     */
    public Optional<Long> recognize(byte[] file) {
        String digest = Digests.sha256(file).hex();
        for (long number = 1, last = count(); number <= last; number++) {
            SealedCertificate sealed = sealed(number);
            if (sealed.isWhole() && (digest.equals(sealed.sha256()) || digest.equals(sealed.pdfSha256())))
                return Optional.of(number);
        }
        return Optional.empty();
    }

    /**
     * What stands for a patient in the certificate of a destruction: who knows the identifier can make it and compare; who does not learns nothing, and
     * can't tell which certificates are of one patient. {@code printf '%s\n%s\n%s' "$destruction" "$id" "$issuer" | sha256sum} prints it.
     */
    public static String patient(String destruction, PatientIdentifier patient) {
        return Digests.sha256(destruction + "\n" + patient.id() + "\n" + patient.issuer())
                .hex();
    }

    private static String id(long number) {
        return String.format("%012d", number);
    }
}
