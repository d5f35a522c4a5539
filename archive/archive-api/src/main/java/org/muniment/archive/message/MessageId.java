package org.muniment.archive.message;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.Sha256;

/** The archive's own name for a message. Made of who sent it, its control id and its content, so that what is sent again has the same. */
public record MessageId(String value) implements Comparable<MessageId> {

    public MessageId {
        if (value == null || !value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
            throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, "the message's id is not a UUID");
    }

    public static MessageId of(String application, String facility, String controlId, Sha256 content) {
        String name = String.join("\0", application, facility, controlId, content.toString());
        return new MessageId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
