package org.muniment.archive.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;

/** What every {@link StudyNotebook} does. */
public interface StudyNotebookContract {

    Instant MONDAY = Instant.parse("2026-06-01T10:15:30.123Z");
    Instant TUESDAY = Instant.parse("2026-06-02T10:15:30.123Z");

    StudyNotebook notebook();

    @Test
    default void shouldKnowNothingOfAStudyNothingWasNotedOf() {
        assertThat(notebook().of(study())).isEqualTo(StudyNotes.NONE);
    }

    @Test
    default void shouldKeepTheLaterTimeInWhateverOrderTheyAreWritten() {
        StudyInstanceUid study = study();
        notebook().viewed(study, TUESDAY);
        notebook().viewed(study, MONDAY);
        notebook().looseReleased(study, MONDAY);
        notebook().looseReleased(study, TUESDAY);
        notebook().looseVerified(study, MONDAY);

        StudyNotes notes = notebook().of(study);
        assertThat(notes.lastViewed()).contains(TUESDAY);
        assertThat(notes.looseReleased()).contains(TUESDAY);
        assertThat(notes.looseVerified()).contains(MONDAY);
    }

    @Test
    default void shouldKeepDamagedFilesUntilTheyAreMended() {
        StudyInstanceUid study = study();
        ObjectKey one = key(study);
        ObjectKey other = key(study);
        notebook().damaged(study, List.of(one));
        notebook().damaged(study, List.of(one, other));
        assertThat(notebook().of(study).damaged()).isEqualTo(Set.of(one, other));

        notebook().mended(study, List.of(one));
        assertThat(notebook().of(study).damaged()).isEqualTo(Set.of(other));
    }

    @Test
    default void shouldForgetAStudy() {
        StudyInstanceUid study = study();
        notebook().viewed(study, TUESDAY);
        notebook().damaged(study, List.of(key(study)));
        notebook().forget(study);
        assertThat(notebook().of(study)).isEqualTo(StudyNotes.NONE);
    }

    private static StudyInstanceUid study() {
        return new StudyInstanceUid("2.25." + (UUID.randomUUID().getMostSignificantBits() >>> 1));
    }

    private static ObjectKey key(StudyInstanceUid study) {
        return ObjectKey.forNewContainerOf(new SeriesId(study, new SeriesInstanceUid("2.25.3")));
    }
}
