package org.muniment.lifecycle.records.hold;

import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * A hold that is in force from now on.
 *
 * @param tooLate studies it may be about whose bytes were going already when it was placed; who placed it must know
 */
public record PlacedHold(HoldDocument hold, List<StudyInstanceUid> tooLate) {

    public PlacedHold {
        tooLate = List.copyOf(tooLate);
    }
}
