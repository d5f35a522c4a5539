package org.muniment.server.health;

import org.muniment.camel.dicom.DicomListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the DICOM listener takes associations. */
public final class DicomHealth implements HealthIndicator {
    private final DicomListener listener;

    public DicomHealth(DicomListener listener) {
        this.listener = listener;
    }

    @Override
    public Health health() {
        return listener.isListening()
                ? Health.up()
                        .withDetail("associations", listener.associations())
                        .build()
                : Health.down().withDetail("reason", "not listening").build();
    }
}
