package org.muniment.lifecycle.policy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policies we ship. Reading one runs its examples, so that each sample's decision table is in its file, where a records officer reads it. */
class RetentionSamplesTest {

    private static final Path SAMPLES = Path.of("../../config/policies/retention/samples");

    @Test
    void shouldShipEachRowOfTheDomainsTableAndItsExamplesHold() {
        List<RetentionPolicy> samples = RetentionPolicyReader.readAll(SAMPLES);
        assertThat(samples)
                .extracting(policy -> policy.version().name())
                .containsExactly(
                        "england-adult",
                        "england-cancer",
                        "england-child",
                        "england-screening",
                        "england-transplant",
                        "germany-diagnostic",
                        "germany-treatment",
                        "imported",
                        "netherlands",
                        "us-alaska",
                        "us-audit-documents",
                        "us-hospital-imaging",
                        "us-mammography");
        assertThat(samples).allSatisfy(policy -> {
            assertThat(policy.citation()).contains("to be confirmed by counsel");
            assertThat(policy.mandate()).isNotBlank();
        });
    }
}
