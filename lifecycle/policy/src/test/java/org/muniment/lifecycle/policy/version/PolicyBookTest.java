package org.muniment.lifecycle.policy.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.archive.object.Sha256;

class PolicyBookTest {

    private record Paper(PolicyVersion version) implements Policy {}

    private static final PolicyVersion FIRST = version("adults", 1, 'a');
    private static final PolicyVersion SECOND = version("adults", 2, 'b');
    private static final PolicyVersion OTHER = version("children", 1, 'c');

    @Test
    void shouldHaveNothingInForceThatNobodyActivated() {
        PolicyBook<Paper> book = book(List.of(FIRST, SECOND));
        assertThat(book.active()).isEmpty();
        assertThat(book.isActive(FIRST)).isFalse();
        assertThat(book.find("adults", 2)).contains(new Paper(SECOND));
    }

    @Test
    void shouldHaveOneVersionOfANameInForce() {
        PolicyBook<Paper> book =
                book(List.of(FIRST, SECOND, OTHER), activated(SECOND, 2), activated(FIRST, 1), activated(OTHER, 3));
        assertThat(book.active()).containsExactly(new Paper(SECOND), new Paper(OTHER));
        assertThat(book.isActive(FIRST)).isFalse();
        assertThat(book.isActive(SECOND)).isTrue();
    }

    @Test
    void shouldTakeAPolicyOutOfForce() {
        PolicyBook<Paper> book = book(
                List.of(FIRST), activated(FIRST, 1), new Activation(FIRST, false, "officer", Instant.ofEpochSecond(2)));
        assertThat(book.active()).isEmpty();
        assertThat(book.isActive(FIRST)).isFalse();
    }

    @Test
    void shouldRefuseAndNameAVersionThatWasEditedAfterItsActivation() {
        PolicyVersion edited = version("adults", 1, 'd');
        assertThatThrownBy(() -> book(List.of(edited, SECOND), activated(FIRST, 1)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("adults version 1 was edited after its activation by officer")
                .hasMessageContaining("aaaa")
                .hasMessageContaining("dddd");
        // Also where another is in force by now: studies refer to it.
        assertThatThrownBy(() -> book(List.of(edited, SECOND), activated(FIRST, 1), activated(SECOND, 2)))
                .hasMessageContaining("adults version 1");
    }

    @Test
    void shouldRefuseToBeWithoutAVersionThatWasEverInForce() {
        assertThatThrownBy(() -> book(List.of(SECOND), activated(FIRST, 1), activated(SECOND, 2)))
                .hasMessageContaining("adults version 1")
                .hasMessageContaining("is gone");
    }

    @Test
    void shouldRefuseTwoFilesOfOneVersion() {
        assertThatThrownBy(() -> book(List.of(FIRST, version("adults", 1, 'e'))))
                .hasMessageContaining("adults version 1 is there twice");
    }

    private static PolicyBook<Paper> book(List<PolicyVersion> versions, Activation... activations) {
        return new PolicyBook<>(versions.stream().map(Paper::new).toList(), List.of(activations));
    }

    private static Activation activated(PolicyVersion version, long second) {
        return new Activation(version, true, "officer", Instant.ofEpochSecond(second));
    }

    private static PolicyVersion version(String name, int version, char digit) {
        return new PolicyVersion(name, version, new Sha256(String.valueOf(digit).repeat(64)));
    }
}
