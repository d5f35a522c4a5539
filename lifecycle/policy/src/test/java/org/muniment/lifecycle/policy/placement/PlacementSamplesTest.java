package org.muniment.lifecycle.policy.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The policies we ship. Reading one runs its examples, so that each sample's decision table is in its file. */
class PlacementSamplesTest {

    @Test
    void shouldShipSamplesWhoseExamplesHold() {
        assertThat(PlacementPolicyReader.readAll(Path.of("../../config/policies/placement/samples")))
                .extracting(policy -> policy.version().toString())
                .containsExactly("by-department version 1", "hot-warm-cold version 1");
    }
}
