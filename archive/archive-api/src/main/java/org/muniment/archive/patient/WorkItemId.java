package org.muniment.archive.patient;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Names one work item. */
public record WorkItemId(String value) {

    public WorkItemId {
        if (value == null || !value.matches("[0-9a-f-]{36}"))
            throw new ArchiveException(ErrorCode.NOT_FOUND, "there is no such work item");
    }

    /** Always the same for the same words: a conflict that shows again is the one that showed before. */
    public static WorkItemId of(String... words) {
        return new WorkItemId(UUID.nameUUIDFromBytes(String.join("\n", words).getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
