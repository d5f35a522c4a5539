package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

class HeaderMemoryTest {

    private final HeaderMemory memory = new HeaderMemory(Duration.ofMillis(10));
    private final List<HeaderMemory.Header> held = new ArrayList<>();

    @Test
    void shouldHoldEightLongHeadersAndNoNinthUntilOneIsGone() {
        for (int i = 0; i < 8; i++) grow(HeaderMemory.SHORT, 1, 1_000_000);
        refused();
        held.get(0).close();
        grow(HeaderMemory.SHORT + 1);
        refused();
    }

    @Test
    void shouldHoldShortOnesBesideThem() {
        for (int i = 0; i < 8; i++) grow(HeaderMemory.SHORT + 1);
        for (int i = 0; i < 100; i++) grow(HeaderMemory.SHORT / 2, HeaderMemory.SHORT / 2);
    }

    @Test
    void shouldNotCountWhatComesAfterTheHeader() {
        for (int i = 0; i < 20; i++) {
            grow(1000);
            held.get(i).close();
            held.get(i).grow(1_000_000);
            held.get(i).close();
        }
        for (int i = 0; i < 8; i++) grow(HeaderMemory.SHORT + 1);
        refused();
    }

    private void grow(int... bytes) {
        HeaderMemory.Header header = memory.header();
        held.add(header);
        for (int b : bytes) header.grow(b);
    }

    private void refused() {
        assertThatThrownBy(() -> grow(HeaderMemory.SHORT + 1))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    }
}
