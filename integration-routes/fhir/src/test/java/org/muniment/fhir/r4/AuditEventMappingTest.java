package org.muniment.fhir.r4;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.audit.Sealed;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;
import org.muniment.fhir.Validity;

class AuditEventMappingTest {

    private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05.678Z");

    private final AuditEventMapping mapping = new AuditEventMapping();

    @ParameterizedTest
    @EnumSource
    void shouldBeValidWhateverHappened(EventKind kind) {
        Validity.R4.check(mapping.map(Sealed.first(LifecycleEvent.of(kind, WHEN, "lifecycle"))));
    }

    @Test
    void shouldCarryWhatProvesTheEntryThroughAFile() {
        LifecycleEvent event = new LifecycleEvent(
                        EventKind.DESTROYED, WHEN, "lifecycle", Optional.of(new StudyInstanceUid("2.25.7")), Map.of())
                .with("certificate", "line one\n\ttwo é ")
                .with("nothing", "");
        Sealed entry = Sealed.first(event).next(event);

        String line = mapping.line(entry);
        AuditEvent read = FhirContext.forR4Cached().newJsonParser().parseResource(AuditEvent.class, line);

        Validity.R4.check(read);
        assertThat(line).doesNotContain("\n");
        assertThat(read.getType().getCode()).isEqualTo("destroy");
        assertThat(read.getEntity().get(0).getWhat().getIdentifier().getValue()).isEqualTo("urn:oid:2.25.7");
        AuditEventEntityComponent sealed = read.getEntity().get(1);
        Sealed again = new Sealed(
                Long.parseLong(detail(sealed, ".sequence")),
                detail(sealed, ".text"),
                new Sha256(detail(sealed, ".previous")),
                new Sha256(detail(sealed, ".hash")));
        assertThat(again).isEqualTo(entry);
        assertThat(again.isWhole()).isTrue();
    }

    private static String detail(AuditEventEntityComponent entity, String type) {
        return entity.getDetail().stream()
                .filter(detail -> detail.getType().equals(type))
                .map(detail -> detail.getValueStringType().getValue())
                .findFirst()
                .orElseThrow();
    }
}
