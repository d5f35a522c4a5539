package org.muniment.lifecycle.records.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.engine.job.StepOutcome;

/** Whatever call is the last one of a process, whoever goes on destroys the study, certifies it once, and touches nothing else. */
class DisposalFaultTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldComeToTheSameEndWhereverItDies(boolean done) throws IOException {
        TreeSet<String> died = new TreeSet<>();
        int points = 0;
        String where = "none yet";
        // every other call; the other half is for the other way to die
        for (int call = done ? 2 : 1; !where.isEmpty(); call += 2) {
            where = dieAt(call, done);
            if (!where.isEmpty()) died.add(where);
            points++;
        }
        assertThat(points).isGreaterThan(30);
        assertThat(died).contains("DocumentRegister.put", "AuditTrail.append", "ObjectStore.delete");
    }

    private String dieAt(int call, boolean done) throws IOException {
        Path directory = Files.createDirectory(home.resolve(done + "-" + call));
        try (TestOffice office = new TestOffice(directory)) {
            StudyInstanceUid kept = office.study(1, "20100101");
            StudyInstanceUid study = office.study(2, "20110101");
            Disposition disposition = office.approved(study);
            Faults faults = new Faults();
            DispositionOffice mortal = office.mortal(faults);
            faults.failAt(call, done);
            StepOutcome outcome = null;
            for (int lives = 0; !(outcome instanceof StepOutcome.Done); lives++) {
                assertThat(lives).as("lives, at " + faults.where()).isLessThan(5);
                try {
                    outcome = office.run(study, mortal, 1, () -> {});
                    if (outcome instanceof StepOutcome.Later) office.clock.advance(TestOffice.RESTORABLE);
                } catch (ArchiveException e) {
                    assertThat(e).hasMessage("died");
                }
            }
            String where = faults.where();
            assertThat(outcome).as(where).isEqualTo(new StepOutcome.Done("DESTROYED, certificate 1"));
            assertThat(office.archive.objects()).as(where).hasSize(2);
            assertThat(office.files(office.warm)).as(where).hasSize(1);
            assertThat(office.copies.ofStudy(study)).as(where).isEmpty();
            assertThat(office.archive.rejections.index().scan()).as(where).isEmpty();
            assertThat(office.destructions.all()).as(where).isEmpty();
            assertThat(office.certificates.count()).as(where).isEqualTo(1);
            assertThat(office.certificates.verify()).as(where).isEmpty();
            assertThat(office.dispositions().tombstone(study)).as(where).isPresent();
            assertThat(office.dispositions()
                            .items(disposition.id())
                            .get(0)
                            .outcome()
                            .certificate())
                    .as(where)
                    .isEqualTo(1);
            assertThat(office.isInSight(kept)).as(where).isTrue();
            return where;
        }
    }
}
