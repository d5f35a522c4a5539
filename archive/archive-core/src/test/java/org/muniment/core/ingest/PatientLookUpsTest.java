package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.patient.PatientIndex;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.patient.ReconciliationRegister;
import org.muniment.archive.patient.StudyPatients;
import org.muniment.archive.patient.WorkItemRegister;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What knowing patients costs who stores. */
class PatientLookUpsTest {

    private final MemoryStudyIndex rows = new MemoryStudyIndex();
    private final AtomicInteger calls = new AtomicInteger();
    private final ParentRows parents = new ParentRows(index(), Duration.ofSeconds(5));

    private ArchiveIndex index() {
        MemorySeriesCache cache = new MemorySeriesCache();
        MemoryChangeFeed feed = new MemoryChangeFeed();
        StudyChanges changes = new StudyChanges(feed, feed, "node", Clock.systemUTC());
        PatientRecords records = rows.patients();
        return new ArchiveIndex(
                rows,
                rows,
                new MemoryDerivedIndex(rows),
                new Rejections(rows, rows.rejections(), cache, RejectionListener.NONE, changes),
                new Patients(
                        new PatientRecords(
                                counted(PatientIndex.class, records.patients()),
                                counted(StudyPatients.class, records.studies()),
                                counted(ReconciliationRegister.class, records.reconciliations()),
                                counted(WorkItemRegister.class, records.workItems())),
                        Clock.systemUTC()),
                cache,
                changes);
    }

    private <T> T counted(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, method, given) -> {
            calls.incrementAndGet();
            return method.invoke(target, given);
        }));
    }

    private int storing(SampleStudy study, int series, int instance) {
        calls.set(0);
        parents.commit(study.instance(series, instance), new Parents(study.series(series), study.study()), () -> {});
        return calls.get();
    }

    @Test
    void shouldAskForPatientsOnlyWhenAStudyIsNew() {
        SampleStudy study = new SampleStudy().with(Tag.IssuerOfPatientID, VR.LO, "HOSPITAL");

        assertThat(storing(study, 1, 1))
                .isEqualTo(3); // what is kept of the study; who the patient is; that there is one
        assertThat(storing(study, 1, 2)).isZero();
        assertThat(storing(study, 2, 1)).isZero();
    }

    @Test
    void shouldRaiseAConflictWithTheFirstInstanceOnly() {
        SampleStudy study = new SampleStudy();

        assertThat(storing(study, 1, 1)).isGreaterThan(3);
        assertThat(rows.patients().workItems().open()).hasSize(1);
        assertThat(storing(study, 1, 2)).isZero();
        assertThat(storing(study, 2, 1)).isZero();
    }
}
