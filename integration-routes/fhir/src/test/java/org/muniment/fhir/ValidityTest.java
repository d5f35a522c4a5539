package org.muniment.fhir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** That the validator finds something where there is something, or else its silence would mean nothing. */
class ValidityTest {

    private static final String SUBJECT = "\"subject\":{\"display\":\"x\"}}";

    @Test
    void shouldKnowOurExtension() {
        String code = "{\"url\":\"code\",\"valueCode\":\"ONLINE\"}";
        Validity.R4.check(extended(code));
        assertThatThrownBy(() -> Validity.R4.check(extended("{\"url\":\"recall\",\"valueCode\":\"ready\"}")))
                .hasMessageContaining("Extension.extension:code");
        assertThatThrownBy(() ->
                        Validity.R4.check(extended(code + ",{\"url\":\"readyUntil\",\"valueString\":\"tomorrow\"}")))
                .hasMessageContaining("readyUntil");
    }

    private static String extended(String parts) {
        return "{\"resourceType\":\"ImagingStudy\",\"status\":\"available\",\"extension\":[{\"url\":\""
                + ImageAvailability.URL + "\",\"extension\":[" + parts + "]}]," + SUBJECT;
    }

    @Test
    void shouldFindWhatIsWrong() {
        for (Validity version : Validity.values()) {
            assertThatThrownBy(() -> version.check("{\"resourceType\":\"ImagingStudy\"," + SUBJECT))
                    .hasMessageContaining("ImagingStudy.status");
            assertThatThrownBy(
                            () -> version.check("{\"resourceType\":\"ImagingStudy\",\"status\":\"ready\"," + SUBJECT))
                    .hasMessageContaining("ready");
            version.check("{\"resourceType\":\"ImagingStudy\",\"status\":\"available\"," + SUBJECT);
        }
    }
}
