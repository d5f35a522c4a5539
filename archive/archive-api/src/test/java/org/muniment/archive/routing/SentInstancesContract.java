package org.muniment.archive.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;

/** What every {@link SentInstances} does. */
public interface SentInstancesContract {

    SopInstanceUid ONE = new SopInstanceUid("2.25.1.1");
    SopInstanceUid TWO = new SopInstanceUid("2.25.1.2");

    SentInstances sent();

    @Test
    default void shouldKnowWhatEachDestinationHasTakenOfEachStudy() {
        String here = UUID.randomUUID().toString();
        StudyInstanceUid study = new StudyInstanceUid("2.25.1");
        SentInstances sent = sent();

        sent.add(here, study, ONE, digest('a'));
        sent.add(here, study, TWO, digest('b'));
        sent.add(here, study, TWO, digest('c'));

        assertThat(sent.of(here, study))
                .containsOnlyKeys(ONE, TWO)
                .containsEntry(ONE, digest('a'))
                .containsEntry(TWO, digest('c'));
        assertThat(sent.of(here, new StudyInstanceUid("2.25.2"))).isEmpty();
        assertThat(sent.of(UUID.randomUUID().toString(), study)).isEmpty();
    }

    @Test
    default void shouldForgetAStudyOfOneDestination() {
        String here = UUID.randomUUID().toString();
        String there = UUID.randomUUID().toString();
        StudyInstanceUid study = new StudyInstanceUid("2.25.1");
        SentInstances sent = sent();
        sent.add(here, study, ONE, digest('a'));
        sent.add(there, study, ONE, digest('a'));

        sent.forget(here, study);

        assertThat(sent.of(here, study)).isEmpty();
        assertThat(sent.of(there, study)).containsOnlyKeys(ONE);
    }

    private static Sha256 digest(char c) {
        return new Sha256(String.valueOf(c).repeat(64));
    }
}
