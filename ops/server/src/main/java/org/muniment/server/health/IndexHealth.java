package org.muniment.server.health;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyIndex;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the index answers; asked for an instance that no archive holds. */
public final class IndexHealth implements HealthIndicator {
    /** Nil UUID, PS3.5 B.2. */
    private static final InstanceId NOBODY = new InstanceId(
            new StudyInstanceUid("2.25.0"), new SeriesInstanceUid("2.25.0"), new SopInstanceUid("2.25.0"));

    private final StudyIndex index;

    public IndexHealth(StudyIndex index) {
        this.index = index;
    }

    @Override
    public Health health() {
        try {
            index.instance(NOBODY);
            return Health.up().build();
        } catch (ArchiveException e) {
            return Health.down().withDetail("reason", e.getMessage()).build();
        }
    }
}
