package org.muniment.archive.patient;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Names one reconciliation. */
public record ReconciliationId(String value) {

    public ReconciliationId {
        if (value == null || !value.matches("[0-9a-f-]{36}"))
            throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, "the reconciliation's id is not a UUID");
    }

    public static ReconciliationId random() {
        return new ReconciliationId(UUID.randomUUID().toString());
    }

    /** Always the same for the same words: a message that is sent again asks for the reconciliation it asked for before. */
    public static ReconciliationId of(String... words) {
        return new ReconciliationId(
                UUID.nameUUIDFromBytes(String.join("\n", words).getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
