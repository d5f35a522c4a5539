package org.muniment.archive.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.rejection.MemoryRejectionRegister;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.RejectionRegister;

/** What is held back, in plain maps. */
public final class MemoryRejectionIndex implements RejectionIndex {

    private final MemorySide sight;
    private final MemorySide heldBack;
    private final DerivedIndex derived;
    private final Map<InstanceId, Map<SopInstanceUid, RejectionCode>> marks = new HashMap<>();
    private final MemoryRejectionRegister register = new MemoryRejectionRegister();

    MemoryRejectionIndex(MemorySide sight, MemorySide heldBack, Consumer<ObjectLocation> retire) {
        this.sight = sight;
        this.heldBack = heldBack;
        this.derived = new MemoryDerivedIndex(heldBack, retire);
    }

    @Override
    public StudyIndex rejected() {
        return heldBack;
    }

    @Override
    public DerivedIndex derived() {
        return derived;
    }

    @Override
    public Stream<InstanceRecord> scan() {
        return heldBack.scan();
    }

    @Override
    public synchronized void mark(Collection<InstanceId> instances, SopInstanceUid note, RejectionCode code) {
        for (InstanceId id : instances)
            marks.computeIfAbsent(id, i -> new HashMap<>()).put(note, code);
    }

    @Override
    public synchronized void unmark(Collection<InstanceId> instances, SopInstanceUid note) {
        for (InstanceId id : instances)
            marks.computeIfPresent(id, (i, notes) -> notes.remove(note) != null && notes.isEmpty() ? null : notes);
    }

    @Override
    public synchronized Map<InstanceId, Map<SopInstanceUid, RejectionCode>> marks(Collection<InstanceId> instances) {
        Map<InstanceId, Map<SopInstanceUid, RejectionCode>> found = new HashMap<>();
        for (InstanceId id : instances) if (marks.containsKey(id)) found.put(id, Map.copyOf(marks.get(id)));
        return found;
    }

    @Override
    public void hide(List<InstanceRecord> instances, SeriesRecord series, StudyRecord study) {
        move(instances, series, study, sight, heldBack);
    }

    @Override
    public void show(List<InstanceRecord> instances, SeriesRecord series, StudyRecord study) {
        move(instances, series, study, heldBack, sight);
    }

    private static void move(
            List<InstanceRecord> instances, SeriesRecord series, StudyRecord study, MemorySide from, MemorySide to) {
        to.put(series, study);
        instances.forEach(to::put);
        instances.forEach(instance -> from.remove(instance.id()));
    }

    /** See {@link org.muniment.archive.rejection.StudyErasure}. */
    synchronized void erase(Collection<InstanceId> instances) {
        instances.forEach(marks::remove);
        instances.forEach(heldBack::remove);
    }

    @Override
    public void prune(StudyInstanceUid study) {
        sight.prune(study);
        heldBack.prune(study);
    }

    @Override
    public RejectionRegister register() {
        return register;
    }
}
