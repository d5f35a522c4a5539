package org.muniment.core.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.SampleDataSet;

/** What it costs to read loose files through all tiers; run alone, on a quiet machine. */
@Tag("measurement")
class HotReadCostTest {

    private static final int INSTANCES = 200;
    private static final int ROUNDS = 60;

    @TempDir
    Path root;

    @Test
    void shouldCostNoMoreThanTheFilesThemselves() throws IOException {
        try (TieredArchive tiered = new TieredArchive(root)) {
            List<InstanceRecord> rows = IntStream.range(0, INSTANCES)
                    .mapToObj(i -> tiered.archive
                            .store(new SampleDataSet(1, 1, i).pixels(100_000))
                            .instance())
                    .toList();
            long files = Long.MAX_VALUE;
            long tiers = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) { // in turns, so that the machine's moods hit both
                files = Math.min(files, nanos(tiered.archive.files, rows));
                tiers = Math.min(tiers, nanos(tiered.store, rows));
            }
            System.out.printf("%.1f us a file, %.1f us through tiers%n", micros(files), micros(tiers));
            assertThat((double) tiers / files).isLessThan(1.05);
        }
    }

    private static double micros(long nanos) {
        return nanos / 1000.0 / INSTANCES;
    }

    private static long nanos(ObjectStore store, List<InstanceRecord> rows) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long start = System.nanoTime();
        for (InstanceRecord row : rows)
            try (InputStream in = store.open(row.location().key(), 132, row.size() - 132)) {
                while (in.read(buffer) >= 0) continue;
            }
        return System.nanoTime() - start;
    }
}
