package org.muniment.archive.index;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.patient.MemoryPatientIndex;
import org.muniment.archive.patient.MemoryReconciliationRegister;
import org.muniment.archive.patient.MemoryWorkItemRegister;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.StudyErasure;

/**
 * The index as plain maps: an honest implementation that keeps to {@code StudyIndexContract}, for tests of whatever stands on the
 * SPI. Streams are snapshots.
 */
public final class MemoryStudyIndex implements StudyIndex, StudyIndexWriter {

    private final Clock clock;
    private final MemorySide sight = new MemorySide();
    private final MemorySide heldBack = new MemorySide();
    private final MemoryRejectionIndex rejections = new MemoryRejectionIndex(sight, heldBack, this::retire);
    private final MemoryStudyPatients studyPatients = new MemoryStudyPatients(sight, heldBack);
    private final PatientRecords patients = new PatientRecords(
            new MemoryPatientIndex(), studyPatients, new MemoryReconciliationRegister(), new MemoryWorkItemRegister());
    private final Set<RetiredObject> retired = new LinkedHashSet<>();

    public MemoryStudyIndex() {
        this(Clock.systemUTC());
    }

    public MemoryStudyIndex(Clock clock) {
        this.clock = clock;
    }

    public MemoryRejectionIndex rejections() {
        return rejections;
    }

    public StudyErasure erasure() {
        return (study, instances) -> {
            rejections.erase(instances);
            boolean inSight = studies(new StudyAccess.ByStudyUid(List.of(study)))
                    .findAny()
                    .isPresent();
            if (!inSight) studyPatients.forget(study);
        };
    }

    public PatientRecords patients() {
        return patients;
    }

    int rewritten(StudyInstanceUid study) {
        return sight.rewritten(study);
    }

    @Override
    public Optional<InstanceRecord> instance(InstanceId id) {
        return sight.instance(id);
    }

    @Override
    public List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
        return sight.instancesByUid(uid);
    }

    @Override
    public List<SeriesRecord> seriesByUid(SeriesInstanceUid uid) {
        return sight.seriesByUid(uid);
    }

    @Override
    public Stream<StudyRecord> studies(StudyAccess access) {
        return sight.studies(access);
    }

    @Override
    public Stream<SeriesRecord> series(StudyInstanceUid study) {
        return sight.series(study);
    }

    @Override
    public Stream<InstanceRecord> instances(SeriesId id) {
        return sight.instances(id);
    }

    @Override
    public long countInstances(SeriesId id) {
        return sight.countInstances(id);
    }

    @Override
    public Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> of) {
        return sight.countInstances(of);
    }

    @Override
    public Known lookUp(InstanceId id) {
        Map<SopInstanceUid, RejectionCode> rejectedBy =
                rejections.marks(List.of(id)).getOrDefault(id, Map.of());
        return new Known(
                instancesByUid(id.instance()),
                rejectedBy,
                rejectedBy.isEmpty() ? Optional.empty() : rejections.rejected().instance(id));
    }

    @Override
    public void commit(InstanceRecord instance) {
        sight.put(instance);
    }

    @Override
    public void commit(InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study) {
        sight.put(ofSeries, study);
        sight.put(instance);
    }

    @Override
    public synchronized void replace(
            InstanceRecord previous, InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study) {
        commit(instance, ofSeries, study);
        if (!previous.location().equals(instance.location())) retire(previous.location());
    }

    @Override
    public synchronized boolean replaceEncoding(InstanceRecord previous, InstanceRecord encodedAnew) {
        boolean present = sight.instance(previous.id())
                .filter(row -> row.location().equals(previous.location()))
                .isPresent();
        if (!present) return false;
        commit(encodedAnew);
        retire(previous.location());
        return true;
    }

    synchronized void retire(ObjectLocation object) {
        retired.add(new RetiredObject(object, clock.instant()));
    }

    @Override
    public synchronized Stream<RetiredObject> retired(Instant before) {
        return retired.stream().filter(r -> r.retiredAt().isBefore(before)).toList().stream();
    }

    @Override
    public synchronized void forget(RetiredObject object) {
        retired.remove(object);
    }

    @Override
    public Stream<InstanceRecord> scan() {
        return sight.scan();
    }

    /** Loses the rows of a series and its study, as a damaged table would; the instances stay. */
    public void loseParents(SeriesId id) {
        sight.removeParents(id.study());
    }

    /** Loses the row of an instance. */
    public void lose(InstanceId id) {
        sight.remove(id);
    }
}
