package org.muniment.index.cassandra;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.StudyErasure;

/**
 * Deletes single rows, never a partition: an instance that is being stored into the study on another node at the same moment stays. Hints and marks
 * go before the rows they are about, as long as these tell what they were.
 */
final class CassandraStudyErasure implements StudyErasure {

    private final SharedTables shared;
    private final CqlRunner cql;
    private final IndexSide sight;
    private final IndexSide heldBack;
    private final CassandraStudyPatients patients;

    CassandraStudyErasure(SharedTables shared, IndexSide sight, IndexSide heldBack, CassandraStudyPatients patients) {
        this.shared = shared;
        this.cql = shared.cql();
        this.sight = sight;
        this.heldBack = heldBack;
        this.patients = patients;
    }

    @Override
    public void erase(StudyInstanceUid study, Collection<InstanceId> instances) {
        boolean inSight = find(sight, study).findAny().isPresent();
        if (!inSight) forgetWays(study);
        Set<InstanceId> seen = Iterators.stream(sight.find(instances.iterator()))
                .map(InstanceRecord::id)
                .collect(Collectors.toSet());
        cql.runAll(instances.stream().filter(id -> !seen.contains(id)).map(id -> shared.instancesByUid()
                .delete(id)));
        unmark(seen);
        shared.marks().during(mark -> cql.runAll(instances.stream().map(id -> heldBack.remove(id, mark))));
        forgetSeries(instances);
        if (!inSight) patients.forget(study);
    }

    private static Stream<StudyRecord> find(IndexSide side, StudyInstanceUid study) {
        return side.studies(new StudyAccess.ByStudyUid(List.of(study)));
    }

    private void forgetWays(StudyInstanceUid study) {
        find(heldBack, study).forEach(row -> cql.runAll(shared.paths().deletes(row).stream()));
    }

    /** Those that came again: what rejected the ones before says nothing of them. */
    private void unmark(Set<InstanceId> seen) {
        Iterators.stream(shared.instancesByUid().marked(seen))
                .forEach(hint -> cql.runAll(hint.rejectedBy().keySet().stream()
                        .map(note -> shared.instancesByUid().unmark(hint.id(), note))));
    }

    private void forgetSeries(Collection<InstanceId> instances) {
        Map<SeriesId, Long> left = instances.stream()
                .map(InstanceId::seriesId)
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> sight.countInstances(id) + heldBack.countInstances(id)));
        cql.runAll(left.entrySet().stream()
                .filter(series -> series.getValue() == 0)
                .map(series -> heldBack.removeHint(series.getKey())));
    }
}
