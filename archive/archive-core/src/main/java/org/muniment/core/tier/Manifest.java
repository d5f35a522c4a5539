package org.muniment.core.tier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Member;

/** {@code MANIFEST.json} and {@code SHA256SUMS} of a container in the making, for whoever has nothing but the container. */
final class Manifest {

    static final String NAME = "MANIFEST.json";
    static final String SUMS = "SHA256SUMS";

    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sums = new ByteArrayOutputStream();
    private boolean comma;

    Manifest(SeriesId series) {
        append(
                json,
                """
                {"format": "container-1",
                 "studyInstanceUid": "%s",
                 "seriesInstanceUid": "%s",
                 "files": ["""
                        .formatted(series.study(), series.series()));
    }

    /** @param formerly the row of what was received, where the file is another encoding of it; else null */
    void add(String file, InstanceRecord row, Member member, InstanceRecord formerly) {
        append(json, comma ? ",\n  " : "\n  ");
        comma = true;
        append(
                json,
                "{\"file\": %s, \"sopInstanceUid\": %s, \"sopClassUid\": %s, \"transferSyntaxUid\": %s, \"offset\": %d, \"size\": %d, \"sha256\": %s, \"object\": %s"
                        .formatted(
                                quoted(file),
                                quoted(row.id().instance().value()),
                                quoted(row.sopClassUid()),
                                quoted(row.transferSyntaxUid()),
                                member.offset(),
                                member.length(),
                                quoted(member.digest().hex()),
                                quoted(member.object().path())));
        if (formerly != null)
            append(
                    json,
                    ", \"received\": {\"transferSyntaxUid\": %s, \"size\": %d, \"sha256\": %s}"
                            .formatted(
                                    quoted(formerly.transferSyntaxUid()),
                                    formerly.size(),
                                    quoted(formerly.digest().hex())));
        else
            member.received()
                    .ifPresent(
                            digest -> append(json, ", \"received\": {\"sha256\": %s}".formatted(quoted(digest.hex()))));
        append(json, "}");
        sum(member.digest(), file);
    }

    byte[] json() {
        append(json, "\n ]}\n");
        return json.toByteArray();
    }

    void sum(Sha256 digest, String file) {
        append(sums, digest.hex() + "  " + file + "\n");
    }

    byte[] sums() {
        return sums.toByteArray();
    }

    private static void append(ByteArrayOutputStream to, String ascii) {
        to.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** A JSON string; whatever is not plain is escaped, as senders may send anything for a UID. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean isPlain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            quoted.append(isPlain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return quoted.append('"').toString();
    }
}
