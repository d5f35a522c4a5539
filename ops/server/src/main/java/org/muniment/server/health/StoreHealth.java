package org.muniment.server.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the store has more free space than its reserve, below which it refuses new objects. */
public final class StoreHealth implements HealthIndicator {
    private final Path root;
    private final long reserve;

    /** @param reserve bytes */
    public StoreHealth(Path root, long reserve) {
        this.root = root;
        this.reserve = reserve;
    }

    @Override
    public Health health() {
        try {
            long free = Files.getFileStore(root).getUsableSpace();
            Health.Builder health = free > reserve ? Health.up() : Health.outOfService();
            return health.withDetail("freeBytes", free)
                    .withDetail("reserveBytes", reserve)
                    .build();
        } catch (IOException e) {
            return Health.down().withDetail("reason", e.toString()).build();
        }
    }
}
