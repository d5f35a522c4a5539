package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.feed.StudyChange;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DueList;
import org.muniment.archive.lifecycle.MemoryDueIndex;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.engine.SetClock;
import org.muniment.lifecycle.engine.due.DueReader;
import org.muniment.lifecycle.engine.due.DueStudies;
import org.muniment.lifecycle.engine.due.Reminder;

class LifecycleSubscriberTest {

    private static final PatientIdentifier PATIENT = new PatientIdentifier("P", "");

    private final SetClock clock = new SetClock(Instant.parse("2031-03-01T10:21:30Z"));
    private final MemoryDueIndex index = new MemoryDueIndex(clock);
    private final DueReader reader = new DueReader(index, DueList.STUDY, clock);
    private final List<StudyInstanceUid> studies = new ArrayList<>();
    private final LifecycleSubscriber subscriber = new LifecycleSubscriber(
            new DueStudies(index),
            study -> study.value().startsWith("1.") ? Stream.of(PATIENT) : Stream.empty(),
            patient -> studies.stream(),
            clock);

    private void change(String study, ChangeKind kind) {
        subscriber.deliver(new StudyChange(Position.at(clock.instant()), new StudyInstanceUid(study), kind));
        clock.advance(Duration.ofMillis(1));
    }

    private List<String> dueIn(Duration time) {
        clock.advance(time);
        return reader.read(lane -> 1_000).stream().map(Reminder::item).toList();
    }

    @Test
    void shouldLookAtTheStudyAtOnceAndAtThePatientsOthersSoon() {
        studies.addAll(List.of(new StudyInstanceUid("1.1"), new StudyInstanceUid("1.2")));
        change("1.1", ChangeKind.STORED);
        change("2.1", ChangeKind.STORED);
        assertThat(dueIn(Duration.ZERO)).containsExactly("1.1", "2.1");
        assertThat(dueIn(LifecycleSubscriber.SOON)).containsExactlyInAnyOrder("1.1", "1.2");
        assertThat(dueIn(LifecycleSubscriber.SOON)).isEmpty();
    }

    @Test
    void shouldLookAtThePatientsOthersOnceHoweverManyChange() {
        for (int study = 0; study < 300; study++) {
            studies.add(new StudyInstanceUid("1." + study));
            change("1." + study, ChangeKind.STORED);
        }
        assertThat(dueIn(Duration.ZERO)).hasSize(300);
        assertThat(dueIn(LifecycleSubscriber.SOON)).hasSize(300).doesNotHaveDuplicates();
        assertThat(dueIn(LifecycleSubscriber.SOON)).isEmpty();
    }

    @Test
    void shouldLookAtThePatientsOthersAfterEachChange() {
        studies.add(new StudyInstanceUid("1.2"));
        change("1.1", ChangeKind.STORED);
        assertThat(dueIn(LifecycleSubscriber.SOON)).contains("1.2");
        change("1.1", ChangeKind.PATIENT);
        assertThat(dueIn(LifecycleSubscriber.SOON)).contains("1.2");
    }

    @Test
    void shouldLeaveThePatientsOthersAloneWhereNoClockMoves() {
        studies.add(new StudyInstanceUid("1.2"));
        change("1.1", ChangeKind.REJECTED);
        assertThat(dueIn(LifecycleSubscriber.SOON)).containsExactly("1.1");
        assertThat(subscriber.wants(ChangeKind.MOVED)).isFalse();
    }
}
