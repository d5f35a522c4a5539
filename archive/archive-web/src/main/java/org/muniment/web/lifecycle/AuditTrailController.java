package org.muniment.web.lifecycle;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.AuditVerification;
import org.muniment.archive.audit.AuditVerification.Anchor;
import org.muniment.archive.audit.AuditVerification.Finding;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.object.Sha256;
import org.muniment.core.audit.AuditExport;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail. Nobody writes to it over HTTP. */
@RestController
@RequestMapping(AuditTrailController.PATH)
final class AuditTrailController {

    static final String PATH = "/api/lifecycle/audit";

    private static final int MOST_LISTED = 1000;

    private final AuditTrail trail;
    private final AuditExport export;

    /** @param kind and those after it are null where the entry can't be read any more */
    record Entry(
            long sequence,
            EventKind kind,
            String code,
            Instant at,
            String by,
            String study,
            Map<String, String> details,
            String previous,
            String hash) {

        static Entry of(Sealed sealed) {
            String previous = sealed.previous().hex();
            String hash = sealed.hash().hex();
            try {
                LifecycleEvent event = sealed.event();
                return new Entry(
                        sealed.sequence(),
                        event.kind(),
                        event.kind().code(),
                        event.at(),
                        event.by(),
                        event.study().map(Object::toString).orElse(null),
                        event.details(),
                        previous,
                        hash);
            } catch (ArchiveException e) {
                return new Entry(sealed.sequence(), null, null, null, null, null, null, previous, hash);
            }
        }
    }

    /** @param last as an anchor for the next time; null where there are no entries */
    record Verified(boolean holds, long entries, String last, List<Finding> findings) {}

    AuditTrailController(AuditTrail trail, AuditExport export) {
        this.trail = trail;
        this.export = export;
    }

    @GetMapping
    List<Entry> list(@RequestParam(defaultValue = "1") long from, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        try (Stream<Sealed> entries = trail.read(positive(from))) {
            return entries.limit(limit).map(Entry::of).toList();
        }
    }

    private static long positive(long from) {
        if (from < 1) throw new BadParameterException("from", "must be 1 or more");
        return from;
    }

    /** @param anchor entries noted elsewhere, each as its number, a colon and its hash */
    @GetMapping("/verification")
    Verified verify(@RequestParam(defaultValue = "") List<String> anchor) {
        AuditVerification found = AuditVerification.of(
                trail, anchor.stream().map(AuditTrailController::anchor).toList());
        return new Verified(
                found.holds(),
                found.entries(),
                found.last().map(last -> last.sequence() + ":" + last.hash()).orElse(null),
                found.findings());
    }

    private static Anchor anchor(String text) {
        if (!text.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}"))
            throw new BadParameterException("anchor", "must be an entry's number, a colon and its hash in lower case");
        int colon = text.indexOf(':');
        return new Anchor(Long.parseLong(text.substring(0, colon)), new Sha256(text.substring(colon + 1)));
    }

    /** All entries from there on, as long as it takes; one is held at a time. */
    @GetMapping("/export")
    void export(@RequestParam(defaultValue = "1") long from, HttpServletResponse response) throws IOException {
        try (Stream<Sealed> entries = trail.read(positive(from))) {
            Iterator<Sealed> iterator = entries.iterator();
            boolean any = iterator.hasNext();
            response.setContentType(export.mediaType());
            OutputStream out = response.getOutputStream();
            while (any) {
                out.write((export.line(iterator.next()) + "\n").getBytes(StandardCharsets.UTF_8));
                any = iterator.hasNext();
            }
        }
    }
}
