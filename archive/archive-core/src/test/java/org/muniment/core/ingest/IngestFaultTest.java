package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.SampleDataSet;
import org.muniment.core.Step;
import org.muniment.core.TestArchive;
import org.muniment.core.reconcile.ReconcileConfig;
import org.muniment.core.reconcile.ReconcileReport;

/** What readers see, what is left behind and whether sending again mends it, when a step fails. */
class IngestFaultTest {

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
    void close() throws IOException {
        archive.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "OPEN_INTENTION",
                "LOOK_UP",
                "CREATE_OBJECT",
                "WRITE_BYTES",
                "BEFORE_OBJECT_IS_DURABLE",
                "READ_PARENTS"
            })
    void shouldLeaveNothingWhereAStepBeforeTheRowFails(Step step) {
        archive.steps.fail(step, FAULT);
        assertThatThrownBy(() -> archive.store(sent)).isSameAs(FAULT);
        assertThat(archive.rows.scan()).isEmpty();
        assertThat(archive.objects()).isEmpty();
        assertThat(archive.unfinished()).isZero();
        assertSendingAgainMends();
    }

    @Test
    void shouldLeaveNothingWhereAnErrorComesBeforeTheRow() {
        StackOverflowError error = new StackOverflowError("injected");
        archive.steps.each(step -> {
            if (step == Step.WRITE_BYTES) throw error;
        });
        assertThatThrownBy(() -> archive.store(sent)).isSameAs(error);
        assertThat(archive.objects()).isEmpty();
        assertThat(archive.unfinished()).isZero();
        assertSendingAgainMends();
    }

    @Test
    void shouldKeepTheObjectWhereTheRowMayOrMayNotBeThere() {
        archive.steps.fail(Step.BEFORE_ROW_IS_COMMITTED, FAULT);
        assertThatThrownBy(() -> archive.store(sent)).isSameAs(FAULT);
        assertThat(archive.rows.scan()).isEmpty();
        assertThat(archive.objects()).hasSize(1);

        InstanceRecord row = assertSendingAgainMends();
        ReconcileReport report =
                archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT).reconcile();
        assertThat(report.orphans()).isEqualTo(1);
        assertThat(archive.objects()).containsExactly(row.location().key());
    }

    @Test
    void shouldHaveStoredTheInstanceWhereOnlyTheAnswerOfTheIndexWasLost() {
        archive.steps.fail(Step.AFTER_ROW_IS_COMMITTED, FAULT);
        assertThatThrownBy(() -> archive.store(sent)).isSameAs(FAULT);
        InstanceRecord row = archive.rows.instance(sent.id()).orElseThrow();
        assertThat(archive.objects()).containsExactly(row.location().key());

        archive.steps.none();
        assertThat(archive.store(sent)).isEqualTo(new IngestOutcome.AlreadyStored(row));
        assertThat(archive.objects()).containsExactly(row.location().key());
    }

    @Test
    void shouldLeaveAnUnusedObjectToTheReconcilerWhereItCanNotBeDeleted() {
        InstanceRecord row = archive.store(sent).instance();
        archive.steps.fail(Step.DELETE_OBJECT, new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "injected"));
        assertThat(archive.store(sent)).isInstanceOf(IngestOutcome.AlreadyStored.class);
        assertThat(archive.objects()).hasSize(2);
        assertThat(archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT)
                        .reconcile()
                        .orphans())
                .isEqualTo(1);
        assertThat(archive.objects()).containsExactly(row.location().key());
    }

    private InstanceRecord assertSendingAgainMends() {
        archive.steps.none();
        IngestOutcome outcome = archive.store(sent);
        assertThat(outcome).isInstanceOf(IngestOutcome.Stored.class);
        assertThat(archive.rows.instance(sent.id())).contains(outcome.instance());
        assertThat(archive.files.find(outcome.instance().location().key())).isPresent();
        return outcome.instance();
    }

    @Nested
    class AReplacement {

        private final SampleDataSet other = new SampleDataSet(1, 1, 1).pixels(2048);
        private InstanceRecord first;

        @BeforeEach
        void storeFirst() {
            first = archive.store(sent).instance();
        }

        @ParameterizedTest
        @EnumSource(
                mode = Mode.EXCLUDE,
                names = {
                    "OPEN_INTENTION",
                    "AFTER_ROW_IS_COMMITTED",
                    "AFTER_OBJECT_IS_DURABLE",
                    "DELETE_OBJECT",
                    "SCAN",
                    "CHANGE_REJECTION"
                })
        void shouldLeaveTheFirstInPlaceWhereItFails(Step step) {
            archive.steps.fail(step, FAULT);
            assertThatThrownBy(() -> archive.store(other, DuplicatePolicy.REPLACE))
                    .isSameAs(FAULT);
            assertThat(archive.rows.instance(sent.id())).contains(first);
            assertThat(archive.files.find(first.location().key())).isPresent();
            assertReplacedAndTidy();
        }

        @Test
        void shouldBeDoneWhereOnlyTheAnswerOfTheIndexWasLost() {
            archive.steps.fail(Step.AFTER_ROW_IS_COMMITTED, FAULT);
            assertThatThrownBy(() -> archive.store(other, DuplicatePolicy.REPLACE))
                    .isSameAs(FAULT);
            assertReplacedAndTidy();
        }

        private void assertReplacedAndTidy() {
            archive.steps.none();
            archive.store(other, DuplicatePolicy.REPLACE);
            archive.reconcilerOfTomorrow(ReconcileConfig.DEFAULT).reconcile();
            InstanceRecord row = archive.rows.instance(sent.id()).orElseThrow();
            assertThat(row.digest()).isNotEqualTo(first.digest());
            assertThat(archive.objects()).containsExactly(row.location().key());
        }
    }
}
