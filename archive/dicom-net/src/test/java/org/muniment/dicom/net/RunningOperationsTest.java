package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningOperationsTest {

    private final RunningOperations running = new RunningOperations();

    @Test
    void shouldNotEndTheNextOperationThatUsesTheMessageId() {
        RunningOperations.Operation first = running.begin(7);
        running.end(7, first);
        RunningOperations.Operation second = running.begin(7);

        running.end(7, first);
        running.cancel(7);

        assertThat(running.contains(7)).isTrue();
        assertThat(second.isCancelled()).isTrue();
    }

    @Test
    void shouldRefuseAMessageIdInUse() {
        running.begin(7);

        assertThat(running.begin(7)).isNull();
    }
}
