package org.muniment.index.cassandra;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.RejectionRegister;
import org.muniment.index.cassandra.InstanceByUidTable.Hint;

/**
 * Moves rows between the tables of what is in sight and of what is held back. Many rows, so no batch: all are written on the one side before
 * any is deleted on the other, and a move that was interrupted is repeated.
 */
final class CassandraRejectionIndex implements RejectionIndex {

    private final CqlRunner cql;
    private final ChangeMarks marks;
    private final InstanceByUidTable instancesByUid;
    private final IndexSide sight;
    private final IndexSide heldBack;
    private final RejectionRegister register;

    CassandraRejectionIndex(SharedTables shared, IndexSide sight, IndexSide heldBack, RejectionRegister register) {
        cql = shared.cql();
        marks = shared.marks();
        instancesByUid = shared.instancesByUid();
        this.sight = sight;
        this.heldBack = heldBack;
        this.register = register;
    }

    @Override
    public StudyIndex rejected() {
        return heldBack;
    }

    @Override
    public DerivedIndex derived() {
        return heldBack.derived();
    }

    @Override
    public Stream<InstanceRecord> scan() {
        return heldBack.scan();
    }

    @Override
    public void mark(Collection<InstanceId> instances, SopInstanceUid note, RejectionCode code) {
        cql.runAll(instances.stream().map(id -> instancesByUid.mark(id, note, code)));
    }

    @Override
    public void unmark(Collection<InstanceId> instances, SopInstanceUid note) {
        cql.runAll(instances.stream().map(id -> instancesByUid.unmark(id, note)));
    }

    @Override
    public Map<InstanceId, Map<SopInstanceUid, RejectionCode>> marks(Collection<InstanceId> instances) {
        return Iterators.stream(instancesByUid.marked(instances))
                .collect(Collectors.toUnmodifiableMap(Hint::id, Hint::rejectedBy, (one, same) -> one));
    }

    @Override
    public void hide(List<InstanceRecord> instances, SeriesRecord series, StudyRecord study) {
        move(instances, series, study, sight, heldBack);
    }

    @Override
    public void show(List<InstanceRecord> instances, SeriesRecord series, StudyRecord study) {
        move(instances, series, study, heldBack, sight);
    }

    private void move(
            List<InstanceRecord> instances, SeriesRecord series, StudyRecord study, IndexSide from, IndexSide to) {
        instances.stream()
                .filter(instance -> FrameTableTable.isLong(instance.frames()))
                .forEach(instance -> to.derived().rememberFrames(instance.location(), instance.frames()));
        to.parents(series, study).write(cql);
        cql.runAll(instances.stream().map(instance -> instancesByUid.insert(instance.id())));
        marks.during(mark -> {
            cql.runAll(instances.stream().map(instance -> to.write(instance, mark)));
            cql.runAll(instances.stream().map(instance -> from.remove(instance.id(), mark)));
        });
    }

    @Override
    public void prune(StudyInstanceUid study) {
        marks.during(mark -> {
            sight.prune(study, mark);
            heldBack.prune(study, mark);
        });
    }

    @Override
    public RejectionRegister register() {
        return register;
    }
}
