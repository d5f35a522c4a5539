package org.muniment.archive.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * An event as the one line that is sealed: {@code name=value}, separated by tabs, in this order: kind, at, by, study if any, and the details,
 * each behind a point, by name. Tab, line feed, carriage return and backslash of values are written \t, \n, \r and \\.
 */
final class EventText {

    private static final char DETAIL = '.';

    private EventText() {}

    static String write(LifecycleEvent event) {
        StringBuilder text = new StringBuilder("kind=").append(event.kind());
        add(text, "at", event.at().toString());
        add(text, "by", event.by());
        event.study().ifPresent(study -> add(text, "study", study.value()));
        event.details().forEach((name, value) -> add(text, DETAIL + name, value));
        return text.toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        text.append('\t').append(name).append('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> text.append(c);
            }
        }
    }

    /** @throws ArchiveException CORRUPT_OBJECT where it was not written so */
    static LifecycleEvent read(String text) {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String field : text.split("\t", -1)) {
                int at = field.indexOf('=');
                fields.put(field.substring(0, at), plain(field.substring(at + 1)));
            }
            Map<String, String> details = new TreeMap<>();
            fields.forEach((name, value) -> {
                if (name.charAt(0) == DETAIL) details.put(name.substring(1), value);
            });
            return new LifecycleEvent(
                    EventKind.valueOf(fields.get("kind")),
                    Instant.parse(fields.get("at")),
                    fields.get("by"),
                    Optional.ofNullable(fields.get("study")).map(StudyInstanceUid::new),
                    details);
        } catch (RuntimeException e) {
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "an entry of the audit trail can't be read", e);
        }
    }

    private static String plain(String value) {
        if (value.indexOf('\\') < 0) return value;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            i++;
            plain.append(
                    switch (value.charAt(i)) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case '\\' -> '\\';
                        default -> throw new IllegalArgumentException("no such escape");
                    });
        }
        return plain.toString();
    }
}
