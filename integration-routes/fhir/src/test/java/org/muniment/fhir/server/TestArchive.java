package org.muniment.fhir.server;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.cache.MemorySeriesCache;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.order.MemoryAppointmentIndex;
import org.muniment.archive.order.MemoryOrderIndex;
import org.muniment.archive.order.MemoryPerformedStepIndex;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.find.FindConfig;
import org.muniment.core.find.FindService;
import org.muniment.core.order.OrderIndexes;
import org.muniment.core.order.OrderService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.core.patient.LivingPatients;
import org.muniment.core.patient.PatientListener;
import org.muniment.core.patient.PatientService;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.RejectionListener;
import org.muniment.core.reject.Rejections;
import org.muniment.core.tier.RecallState;
import org.muniment.fhir.Samples;

/** The services a FHIR server needs, in memory. */
final class TestArchive {

    final MemoryStudyIndex rows = new MemoryStudyIndex();
    final Map<StudyInstanceUid, RecallState> images = new ConcurrentHashMap<>();
    final MemoryChangeFeed feed = new MemoryChangeFeed(Clock.systemUTC());
    final StudyChanges changes = new StudyChanges(feed, feed, "node", Clock.systemUTC());
    final PatientService patients;
    final OrderService orders;
    final PatientDirectory directory;
    final FhirArchive archive;

    TestArchive() {
        MemorySeriesCache cache = new MemorySeriesCache();
        Patients known = new Patients(rows.patients(), Clock.systemUTC());
        directory = new LivingPatients(known);
        ArchiveIndex index = new ArchiveIndex(
                rows,
                rows,
                new MemoryDerivedIndex(rows),
                new Rejections(rows, rows.rejections(), cache, RejectionListener.NONE, changes),
                known,
                cache,
                changes);
        FindConfig config = new FindConfig("MUNIMENT");
        patients = new PatientService(index, PatientListener.NONE, Clock.systemUTC());
        orders = new OrderService(
                new OrderIndexes(new MemoryOrderIndex(), new MemoryAppointmentIndex(), new MemoryPerformedStepIndex()),
                rows,
                directory,
                changes,
                Clock.systemUTC());
        archive = new FhirArchive(
                new FindService(rows, config),
                new FindService(rows.rejections().rejected(), config),
                rows,
                new StudyStates(
                        rows,
                        rows.rejections().rejected(),
                        orders::forStudy,
                        study -> images.getOrDefault(study, RecallState.ONLINE)),
                feed,
                new PatientLookup(patients, directory, Samples.CONTEXT.systems()),
                orders);
    }

    HttpFhir serve() throws Exception {
        return new HttpFhir(
                new FhirServer(FhirContext.forR4Cached(), Optional.empty(), Providers.of(archive, Samples.CONTEXT)));
    }
}
