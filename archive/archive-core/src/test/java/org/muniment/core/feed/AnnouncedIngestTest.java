package org.muniment.core.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.core.feed.StudyState.Status;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.reject.RejectionTarget;

/** Whatever ingest and rejection do to a study is announced, and an intention stands before it. */
class AnnouncedIngestTest {

    private static final ArchiveException FAULT = new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "injected");

    @TempDir
    Path root;

    private TestArchive archive;
    private final SampleDataSet sent = new SampleDataSet(1, 1, 1);

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws Exception {
        archive.close();
    }

    @Test
    void shouldHaveTheIntentionBeforeTheRow() {
        AtomicInteger open = new AtomicInteger();
        archive.steps.each(step -> {
            if (step == Step.BEFORE_ROW_IS_COMMITTED)
                open.set(archive.feed.open("node").size());
        });
        archive.store(sent);
        assertThat(open).hasValue(1);
        assertThat(announced()).containsExactly(ChangeKind.STORED);
    }

    @Test
    void shouldAnnounceWhatBecameOfEachInstance() {
        archive.store(sent);
        assertThat(announced()).containsExactly(ChangeKind.STORED);
        archive.store(sent); // whoever sent it first may have died
        assertThat(announced()).containsExactly(ChangeKind.UPDATED);
        archive.store(new SampleDataSet(1, 1, 1).pixels(20), DuplicatePolicy.REPLACE);
        assertThat(announced()).containsExactly(ChangeKind.UPDATED);
        archive.store(new SampleDataSet(1, 1, 1).pixels(30), DuplicatePolicy.KEEP);
        archive.store(new SampleDataSet(1, 1, 1).pixels(30), DuplicatePolicy.REJECT);
        assertThat(announced()).isEmpty();
    }

    /** What the sender is not told success for may be there all the same. */
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_ROW_IS_COMMITTED", "AFTER_ROW_IS_COMMITTED"})
    void shouldAnnounceWhatMayHaveBeenCommitted(Step step) {
        archive.steps.fail(step, FAULT);
        assertThatThrownBy(() -> archive.store(sent)).isSameAs(FAULT);
        assertThat(announced()).containsExactly(ChangeKind.STORED);
        assertThat(archive.feed.open("node")).as("announced once more later").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_INTENTION", "LOOK_UP", "CREATE_OBJECT", "WRITE_BYTES", "READ_PARENTS"})
    void shouldAnnounceNothingWhereNothingWasWritten(Step step) {
        archive.steps.fail(step, FAULT);
        assertThatThrownBy(() -> archive.store(sent)).isSameAs(FAULT);
        assertThat(announced()).isEmpty();
    }

    @Test
    void shouldAnnounceRejectionAndRestoration() {
        archive.store(sent);
        announced();
        StudyStates states =
                new StudyStates(archive.rows, archive.rows.rejections().rejected());
        StudyInstanceUid study = sent.id().study();
        assertThat(states.of(study).status()).isEqualTo(Status.AVAILABLE);
        assertThat(states.of(study).inSight().orElseThrow().instances()).isEqualTo(1);

        var rejection = archive.rejecting.reject(
                new RejectionTarget(study, List.of(), List.of()), RejectionCode.PATIENT_SAFETY, "jane", "");
        assertThat(announced()).contains(ChangeKind.REJECTED);
        assertThat(states.of(study).status()).isEqualTo(Status.REJECTED);
        assertThat(states.of(study).known()).isPresent();

        archive.rejecting.restore(rejection.note().instance(), "jane", "");
        assertThat(announced()).contains(ChangeKind.RESTORED);
        assertThat(states.of(study).status()).isEqualTo(Status.AVAILABLE);
        assertThat(states.of(new StudyInstanceUid("2.25.999")).status()).isEqualTo(Status.ABSENT);
    }

    private Position read = Position.START;

    /** Since the last call. */
    private List<ChangeKind> announced() {
        archive.changes.flushNow();
        List<StudyChange> changes = archive.feed.read(read, 100);
        if (!changes.isEmpty()) read = changes.get(changes.size() - 1).position();
        return changes.stream().map(StudyChange::kind).toList();
    }
}
