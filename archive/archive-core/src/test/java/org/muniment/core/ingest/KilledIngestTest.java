package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.core.reconcile.ReconcileConfig;
import org.muniment.core.reconcile.ReconcileReport;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;

/** A process that stores is gone from one moment to the next; the next process finds its files. */
class KilledIngestTest {

    private static final int INSTANCES = 30;
    private static final int HALT_AT = 9;

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "OPEN_INTENTION",
                "LOOK_UP",
                "CREATE_OBJECT",
                "READ_PARENTS",
                "DELETE_OBJECT",
                "SCAN",
                "CHANGE_REJECTION"
            })
    void shouldLeaveOnlyWholeObjectsAndEveryAcknowledgedOne(Step step) throws Exception {
        List<String> acknowledged = storeInAProcessThatHaltsAt(step);
        assertThat(acknowledged).isNotEmpty().hasSizeLessThan(INSTANCES);

        try (TestArchive archive = new TestArchive(root)) {
            archive.files.discardUnfinished();
            assertThat(archive.unfinished()).isZero();
            List<ObjectKey> left = archive.objects();
            assertThat(left).extracting(ObjectKey::path).containsAll(acknowledged);
            for (ObjectKey key : left) assertWhole(root.resolve("objects").resolve(key.path()));

            // the index of the dead process was in its memory: all must be sent again, and what it left has no row
            for (int i = 0; i < INSTANCES; i++)
                assertThat(archive.store(sample(i))).isInstanceOf(IngestOutcome.Stored.class);
            ReconcileReport report =
                    archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT).reconcile();
            assertThat(report.orphans()).isEqualTo(left.size());
            assertThat(report.isAlarming()).isFalse();
            Set<ObjectKey> rows = new HashSet<>();
            archive.rows.scan().forEach(row -> rows.add(row.location().key()));
            assertThat(archive.objects()).hasSize(INSTANCES).containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    private static void assertWhole(Path file) throws IOException {
        Attributes dataSet = DicomReader.ofFile(Files.readAllBytes(file), ReadOptions.IN_MEMORY)
                .read();
        int instance = dataSet.getInt(Tag.InstanceNumber, -1);
        assertThat(dataSet).isEqualTo(sample(instance).attributes());
    }

    private List<String> storeInAProcessThatHaltsAt(Step step) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Halting.class.getName(),
                        root.toString(),
                        step.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Halting.STATUS);
        return out.lines().toList();
    }

    private static SampleDataSet sample(int i) {
        return new SampleDataSet(1 + i % 3, 1, i).pixels(20_000 + 2 * i);
    }

    /** Stores on three threads, names each object on standard output once its instance is stored, and halts at a step's n-th time. */
    static final class Halting {

        static final int STATUS = 99;

        private Halting() {}

        public static void main(String[] args) throws Exception {
            TestArchive archive = new TestArchive(Path.of(args[0]));
            Step last = Step.valueOf(args[1]);
            AtomicInteger times = new AtomicInteger();
            archive.steps.each(step -> {
                // an object is written in several pieces
                int most = step == Step.WRITE_BYTES ? 4 * HALT_AT : HALT_AT;
                if (step == last && times.incrementAndGet() == most)
                    Runtime.getRuntime().halt(STATUS);
            });
            ExecutorService senders = Executors.newFixedThreadPool(3);
            for (int i = 0; i < INSTANCES; i++) {
                SampleDataSet sent = sample(i);
                senders.execute(() -> {
                    IngestOutcome outcome = archive.store(sent);
                    String path = outcome.instance().location().key().path();
                    synchronized (Halting.class) {
                        System.out.println(path);
                        System.out.flush();
                    }
                });
            }
            senders.shutdown();
            senders.awaitTermination(60, TimeUnit.SECONDS);
        }
    }
}
