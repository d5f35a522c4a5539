package org.muniment.fhir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** That the validator finds something where there is something, or else its silence would mean nothing. */
class ValidityTest {

    private static final String SUBJECT = "\"subject\":{\"display\":\"x\"}}";

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
