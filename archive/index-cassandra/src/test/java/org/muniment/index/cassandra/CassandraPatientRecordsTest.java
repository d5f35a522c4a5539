package org.muniment.index.cassandra;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.patient.PatientRecordsContract;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.patient.PatientHistory;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;

class CassandraPatientRecordsTest implements PatientRecordsContract {

    private static CassandraStudyIndex index;

    @BeforeAll
    static void open() {
        index = CassandraStudyIndex.open(TestIndex.config());
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Override
    public PatientRecords records() {
        return index.patients();
    }

    @Override
    public StudyIndex index() {
        return index;
    }

    @Override
    public StudyIndexWriter writer() {
        return index;
    }

    @Override
    public DerivedIndex derived() {
        return index;
    }

    @Override
    public RejectionIndex rejections() {
        return index.rejections();
    }

    @Override
    public StudyErasure erasure() {
        return index.erasure();
    }

    @Test
    void shouldLeaveEveryStudyWithExactlyOneLivingPatient() {
        MemorySeriesCache cache = new MemorySeriesCache();
        MemoryChangeFeed feed = new MemoryChangeFeed();
        StudyChanges changes = new StudyChanges(feed, feed, "node", Clock.systemUTC());
        ArchiveIndex archive = new ArchiveIndex(
                index,
                index,
                index,
                new Rejections(index, index.rejections(), cache, RejectionListener.NONE, changes),
                new Patients(index.patients(), Clock.systemUTC()),
                cache,
                changes);
        for (long seed = 5000; seed < 5003; seed++)
            PatientHistory.on(archive, seed).run(30).takeEverythingBack();
    }
}
