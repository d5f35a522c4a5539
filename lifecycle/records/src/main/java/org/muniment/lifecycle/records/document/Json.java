package org.muniment.lifecycle.records.document;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON: components in their order, instants and dates as ISO 8601 writes them. What is unknown is refused, not dropped. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** With line breaks, for people. */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** @throws ArchiveException CORRUPT_OBJECT where the text is no such record */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            // the message may quote the text
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "a document that is no " + type.getSimpleName());
        }
    }
}
