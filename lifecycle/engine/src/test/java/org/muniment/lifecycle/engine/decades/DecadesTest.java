package org.muniment.lifecycle.engine.decades;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 studies over thirty years: what the archive decides of each, and when, is what a naive model says that was written apart from it, also on days on
 * which the archive did not look; nothing held or not due is destroyed, and nothing stays that is due.
 */
class DecadesTest {

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void shouldDecideForDecadesAsTheRulesRead() {
        Decades decades = new Decades(20_260_101, Integer.getInteger("muniment.decades.studies", 100_000), directory);
        decades.run();
        assertThat(decades.disagreements()).as(decades.summary()).isEmpty();
        assertThat(decades.destroyed()).isGreaterThan(10_000);
        assertThat(decades.refused()).as("approvals that lapsed").isGreaterThan(100);
        assertThat(decades.summary()).contains("opened again", "deceased", "held online", "large slide", "stay");
    }
}
