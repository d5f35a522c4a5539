package org.muniment.fhir.subscription;

import java.util.Arrays;
import java.util.Optional;

/** How much a notification tells (value set backport-content-value-set). */
enum PayloadContent {
    /** That something has happened. */
    EMPTY("empty"),
    /** To which study. */
    ID_ONLY("id-only"),
    /** And what the study is like now. */
    FULL_RESOURCE("full-resource");

    private final String code;

    PayloadContent(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static Optional<PayloadContent> of(String code) {
        return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
    }
}
