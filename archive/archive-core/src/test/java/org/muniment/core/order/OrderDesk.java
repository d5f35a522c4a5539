package org.muniment.core.order;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeIntentions.Intention;
import org.muniment.archive.feed.MemoryChangeFeed;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SampleStudy;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.ImagingOrder;
import org.muniment.archive.order.MemoryAppointmentIndex;
import org.muniment.archive.order.MemoryOrderIndex;
import org.muniment.archive.order.MemoryPerformedStepIndex;
import org.muniment.archive.order.OrderChange;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.find.FindConfig;
import org.muniment.dicom.UID;

/** The use cases of orders on indexes in memory. */
final class OrderDesk {

    static final Instant NOW = Instant.parse("2024-03-04T07:00:00Z");
    static final Provenance BY = new Provenance("RIS", "MSG1", NOW);

    final MemoryStudyIndex studies = new MemoryStudyIndex();
    final MemoryOrderIndex index = new MemoryOrderIndex();
    final MemoryPerformedStepIndex performed = new MemoryPerformedStepIndex();
    final Map<PatientIdentifier, PatientDirectory.Person> patients = new HashMap<>();
    private final MemoryChangeFeed feed = new MemoryChangeFeed();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final PatientDirectory directory = new Directory();

    final OrderService orders = new OrderService(
            new OrderIndexes(index, new MemoryAppointmentIndex(), performed),
            studies,
            directory,
            new StudyChanges(feed, feed, "node", clock),
            clock);
    final PerformedProcedureSteps steps = new PerformedProcedureSteps(performed, orders, clock);
    final OrderedAttributes ordered = new OrderedAttributes(orders, directory);
    final WorklistService worklist = new WorklistService(index, directory, new FindConfig("MUNIMENT"), clock);

    private final class Directory implements PatientDirectory {
        @Override
        public Person living(PatientIdentifier any) {
            return patients.getOrDefault(any, new Person(any, "", "", ""));
        }

        @Override
        public Set<PatientIdentifier> identifiers(PatientIdentifier living) {
            return Stream.concat(
                            Stream.of(living),
                            patients.entrySet().stream()
                                    .filter(entry ->
                                            entry.getValue().identifier().equals(living))
                                    .map(Map.Entry::getKey))
                    .collect(Collectors.toSet());
        }
    }

    ImagingOrder apply(OrderChange change) {
        return orders.apply(change, BY);
    }

    ImagingOrder order(SampleOrder sample) {
        return apply(sample.change(OrderChange.Control.NEW, SampleOrder.TOLD));
    }

    StudyRecord store(SampleStudy study, String modality) {
        StudyRecord row = study.study(modality, UID.CTImageStorage);
        studies.commit(study.instance(1, 1), study.series(1, modality), row);
        return row;
    }

    /** The studies announced so far, as nobody has read the feed. */
    List<StudyInstanceUid> announced() {
        return feed.open("node").stream().map(Intention::study).toList();
    }
}
