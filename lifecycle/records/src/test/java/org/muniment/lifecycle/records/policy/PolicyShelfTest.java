package org.muniment.lifecycle.records.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.MemoryAuditTrail;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.lifecycle.MemoryDocumentRegister;
import org.muniment.lifecycle.policy.version.PolicyException;

class PolicyShelfTest {

    private static final Path SAMPLE = Path.of("../../config/policies/retention/samples/us-hospital-imaging.yaml");

    @TempDir
    Path directory;

    private final MemoryDocumentRegister register = new MemoryDocumentRegister();
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final Clock clock = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private PolicyShelf shelf;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        file = Files.createDirectories(directory.resolve("retention")).resolve("us.yaml");
        Files.copy(SAMPLE, file);
        shelf = node();
    }

    private PolicyShelf node() {
        return new PolicyShelf(directory, register, audit, clock);
    }

    @Test
    void shouldPutNothingInForceByItself() {
        assertThat(shelf.retention().book().active()).isEmpty();
        assertThat(shelf.placement().book().active()).isEmpty();
        assertThat(shelf.list(PolicyKind.RETENTION)).singleElement().satisfies(policy -> {
            assertThat(policy.inForce()).isFalse();
            assertThat(policy.citation()).contains("42 CFR");
        });
    }

    @Test
    void shouldPutAVersionInForceOnAllNodesAndOutOfIt() {
        PolicyShelf other = node();
        assertThat(other.retention().book().active()).isEmpty();
        assertThat(shelf.activate(PolicyKind.RETENTION, "us-hospital-imaging", 1, "olivia")
                        .inForce())
                .isTrue();
        assertThat(other.retention().book().active()).hasSize(1);
        assertThatThrownBy(() -> other.activate(PolicyKind.RETENTION, "us-hospital-imaging", 1, "olivia"))
                .isInstanceOf(ArchiveException.class);
        // within the same millisecond
        assertThat(other.deactivate(PolicyKind.RETENTION, "us-hospital-imaging", 1, "rita")
                        .history())
                .hasSize(2);
        assertThat(shelf.retention().book().active()).isEmpty();
        assertThat(audit.read(1).map(entry -> entry.event().kind()))
                .containsExactly(EventKind.POLICY_ACTIVATED, EventKind.POLICY_DEACTIVATED);
    }

    @Test
    void shouldStopWhereAVersionThatWasInForceIsEditedAndKeepItsText() throws IOException {
        shelf.activate(PolicyKind.RETENTION, "us-hospital-imaging", 1, "olivia");
        Files.writeString(file, Files.readString(file) + "# who would notice\n");
        assertThatThrownBy(() -> node().retention())
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("was edited after its activation by olivia");
        assertThat(shelf.text(PolicyKind.RETENTION, "us-hospital-imaging", 1)).isEqualTo(Files.readString(SAMPLE));
        Files.delete(file);
        assertThatThrownBy(() -> node().retention())
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("is gone; put its file back");
    }

    @Test
    void shouldSayThatThereIsNoSuchPolicy() {
        assertThatThrownBy(() -> shelf.activate(PolicyKind.RETENTION, "us-hospital-imaging", 2, "olivia"))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("there is no file of retention policy us-hospital-imaging version 2");
    }
}
