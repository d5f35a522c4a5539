package org.muniment.core.retrieve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.patient.PatientPatch;

/** What to put right in the instances of studies, remembered for a moment, so that a study that is retrieved does not cost a look for each instance. */
final class PatientPatches {

    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST = 256;

    private record Remembered(PatientPatch patch, long since) {}

    private final Function<StudyInstanceUid, PatientPatch> look;
    private final long remembered;

    private final Map<StudyInstanceUid, Remembered> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StudyInstanceUid, Remembered> eldest) {
            return size() > MOST;
        }
    };

    PatientPatches(Function<StudyInstanceUid, PatientPatch> look) {
        this(look, REMEMBERED);
    }

    PatientPatches(Function<StudyInstanceUid, PatientPatch> look, Duration remembered) {
        this.look = look;
        this.remembered = remembered.toNanos();
    }

    PatientPatch of(StudyInstanceUid study) {
        long now = System.nanoTime();
        synchronized (recent) {
            Remembered known = recent.get(study);
            if (known != null && now - known.since() < remembered) return known.patch();
        }
        PatientPatch patch = look.apply(study);
        synchronized (recent) {
            recent.remove(study);
            recent.put(study, new Remembered(patch, now));
        }
        return patch;
    }
}
