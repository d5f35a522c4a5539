package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.SampleStudy;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;

class EncodingReplacementTest {

    @TempDir
    private Path root;

    @Test
    void shouldLeaveAloneWhatAnotherNodeHasReplacedMeanwhile() throws IOException {
        try (TestArchive archive = new TestArchive(root)) {
            SampleStudy sample = new SampleStudy();
            InstanceRecord first = sample.instance(1, 1);
            InstanceRecord others = sample.instance(1, 1);
            archive.rows.commit(first, sample.series(1), sample.study());
            archive.steps.each(step -> {
                if (step == Step.BEFORE_ROW_IS_COMMITTED)
                    archive.rows.replace(first, others, sample.series(1), sample.study());
            });

            assertThat(archive.ingest.replaceEncoding(first, sample.instance(1, 1)))
                    .isFalse();

            assertThat(archive.rows.instance(first.id()).orElseThrow().location())
                    .isEqualTo(others.location());
            assertThat(archive.rows.retired(Instant.MAX).map(RetiredObject::location))
                    .containsExactly(first.location());
        }
    }
}
