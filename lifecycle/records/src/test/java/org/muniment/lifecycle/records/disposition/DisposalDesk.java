package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.records.disposition.DispositionItem.Outcome;
import org.muniment.lifecycle.records.hold.HoldRequest;

/** A study on its way to destruction, and an office that does it. */
abstract class DisposalDesk {

    static final Fence HELD = () -> {};

    @TempDir
    Path home;

    TestOffice office;

    @BeforeEach
    void open() throws IOException {
        office = new TestOffice(home);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    Outcome outcome(Disposition disposition, StudyInstanceUid study) {
        return office.dispositions().items(disposition.id()).stream()
                .filter(item -> item.study().equals(study.value()))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    /** Up to where it can be had back. */
    void hide(StudyInstanceUid study) {
        assertThat(office.runTwice(study)).isInstanceOf(StepOutcome.Later.class);
        assertThat(office.isInSight(study)).isFalse();
    }

    static HoldRequest holdOn(StudyInstanceUid study) {
        return new HoldRequest(
                study.value(), null, null, "suit", "4 C 12/26", "counsel", LocalDate.of(2099, 1, 1), false);
    }
}
