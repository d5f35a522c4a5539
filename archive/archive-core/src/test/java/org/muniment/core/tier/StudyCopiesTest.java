package org.muniment.core.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.SampleDataSet;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.reject.RejectionTarget;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

class StudyCopiesTest {

    private static final StudyInstanceUid STUDY = new StudyInstanceUid("2.25.1");

    @TempDir
    Path root;

    private TieredArchive tiered;

    @BeforeEach
    void open() {
        tiered = new TieredArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        tiered.close();
    }

    private StudyHoldings holdings() {
        return tiered.studyCopies.of(STUDY);
    }

    @Test
    void shouldCountLooseFilesAsOneCopy() throws IOException {
        InstanceRecord a = tiered.store(1, 1, 1);
        InstanceRecord b = tiered.store(1, 2, 2);
        tiered.store(2, 1, 1);

        assertThat(holdings().instances()).extracting(StoredInstance::id).containsExactlyInAnyOrder(a.id(), b.id());
        TierCopy loose = holdings().loose();
        assertThat(loose.isComplete()).isTrue();
        assertThat(loose.isLoose()).isTrue();
        assertThat(loose.bytes()).isEqualTo(a.size() + b.size());

        Files.write(tiered.archive.file(a), new byte[10]);
        tiered.archive.files.delete(b.location().key());
        assertThat(holdings().loose().suspect()).containsExactly(a.location().key());
        assertThat(holdings().loose().missing()).containsExactly(b.location().key());
        assertThat(holdings().lost()).containsExactly(b.location().key());
    }

    @Test
    void shouldCallACopyCompleteWhenItsContainersTogetherHoldEveryInstance() {
        InstanceRecord a = tiered.store(1, 1, 1);
        InstanceRecord b = tiered.store(1, 2, 1);
        Container first = tiered.pack("warm", 1, a);
        assertThat(holdings().copy("warm", 1).orElseThrow().missing())
                .containsExactly(b.location().key());
        Container second = tiered.pack("warm", 1, b);
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        tiered.copies.update(first.verified(now));
        assertThat(holdings().copy("warm", 1).orElseThrow())
                .satisfies(copy -> assertThat(copy.isComplete()).isTrue())
                .satisfies(copy -> assertThat(copy.verifiedAt()).isEmpty())
                .satisfies(copy -> assertThat(copy.bytes()).isEqualTo(first.size() + second.size()));
        tiered.copies.update(second.verified(now.plusSeconds(60)));
        assertThat(holdings().copy("warm", 1).orElseThrow().verifiedAt()).contains(now);
        assertThat(holdings().copy("warm", 2)).isEmpty();

        InstanceRecord late = tiered.store(1, 2, 2);
        assertThat(holdings().copy("warm", 1).orElseThrow().missing())
                .as("an instance that came after")
                .containsExactly(late.location().key());
        assertThat(holdings().copies()).extracting(TierCopy::tier).containsExactly("hot", "warm");
    }

    @Test
    void shouldNotCountWhatIsBeingWrittenOrReleased() {
        InstanceRecord a = tiered.store(1, 1, 1);
        tiered.copies.begin(Container.writing(a.id().seriesId(), "cold", 1, "cold", true, Instant.now()));
        Container warm = tiered.pack("warm", 1, a);
        tiered.copies.update(warm.in(CopyState.RELEASING));
        assertThat(holdings().copy("warm", 1).orElseThrow().missing()).hasSize(1);
        assertThat(holdings().copy("cold", 1).orElseThrow().missing()).hasSize(1);
        assertThat(holdings().containers()).hasSize(2);
    }

    @Test
    void shouldTellSuspectInstancesFromThoseThatHaveAGoodCopy() {
        InstanceRecord a = tiered.store(1, 1, 1);
        InstanceRecord b = tiered.store(1, 1, 2);
        Container both = tiered.pack("warm", 1, a, b);
        tiered.copies.update(both.in(CopyState.SUSPECT));
        tiered.pack("warm", 1, b);
        TierCopy warm = holdings().copy("warm", 1).orElseThrow();
        assertThat(warm.good()).containsExactly(b.location().key());
        assertThat(warm.suspect()).containsExactly(a.location().key());
        assertThat(warm.isComplete()).isFalse();
        tiered.archive.files.delete(a.location().key());
        assertThat(holdings().withoutGoodCopy()).containsExactly(a.location().key());
        assertThat(holdings().lost()).isEmpty();
    }

    @Test
    void shouldWantOnlyTheVersionThatCounts() {
        InstanceRecord old = tiered.store(1, 1, 1);
        tiered.pack("warm", 1, old);
        SampleDataSet changed = new SampleDataSet(1, 1, 1).with(Tag.StudyDescription, VR.LO, "again");
        InstanceRecord now =
                tiered.archive.store(changed, DuplicatePolicy.REPLACE).instance();
        assertThat(now.location()).isNotEqualTo(old.location());
        assertThat(holdings().copy("warm", 1).orElseThrow().missing())
                .containsExactly(now.location().key());
        assertThat(holdings().loose().isComplete()).isTrue();
    }

    @Test
    void shouldCountInstancesThatAreHeldBack() {
        InstanceRecord a = tiered.store(1, 1, 1);
        tiered.store(1, 1, 2);
        RejectionTarget target = new RejectionTarget(STUDY, List.of(a.id().series()), List.of(a.id().instance()));
        tiered.archive.rejecting.reject(target, RejectionCode.QUALITY, "me", "blurred");
        List<StoredInstance> instances = holdings().instances();
        assertThat(instances)
                .filteredOn(StoredInstance::heldBack)
                .extracting(StoredInstance::id)
                .contains(a.id());
        assertThat(holdings().loose().good()).contains(a.location().key());
        assertThat(holdings().loose().isComplete()).isTrue();
    }
}
