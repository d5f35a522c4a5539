package org.muniment.core.patient;

import java.time.Clock;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;

/** Many histories, each the same whenever it is run. */
class PatientHistoryTest {

    private static final int HISTORIES = 60;
    private static final int STEPS = 40;

    private final FaultyPatientRecords faults = new FaultyPatientRecords();

    private ArchiveIndex index() {
        MemoryStudyIndex rows = new MemoryStudyIndex();
        MemorySeriesCache cache = new MemorySeriesCache();
        MemoryChangeFeed feed = new MemoryChangeFeed();
        StudyChanges changes = new StudyChanges(feed, feed, "node", Clock.systemUTC());
        return new ArchiveIndex(
                rows,
                rows,
                new MemoryDerivedIndex(rows),
                new Rejections(rows, rows.rejections(), cache, RejectionListener.NONE, changes),
                new Patients(faults.on(rows.patients()), Clock.systemUTC()),
                cache,
                changes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 2000, 3000})
    void shouldLeaveEveryStudyWithExactlyOneLivingPatient(long first) {
        run(first, seed -> PatientHistory.on(index(), seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 2000, 3000})
    void shouldDoSoWhateverWriteFails(long first) {
        run(first, seed -> new PatientHistory(index(), faults, seed));
    }

    private static void run(long first, LongFunction<PatientHistory> histories) {
        for (long seed = first; seed < first + HISTORIES; seed++) {
            try {
                histories.apply(seed).run(STEPS).takeEverythingBack();
            } catch (AssertionError e) {
                throw new AssertionError("history " + seed, e);
            }
        }
    }
}
