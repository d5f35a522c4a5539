package org.muniment.archive.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/** The performed procedure steps as a plain map. */
public final class MemoryPerformedStepIndex implements PerformedStepIndex {

    private final Map<SopInstanceUid, PerformedStep> steps = new LinkedHashMap<>();

    @Override
    public synchronized void save(PerformedStep step) {
        steps.put(step.uid(), step);
    }

    @Override
    public synchronized Optional<PerformedStep> find(SopInstanceUid uid) {
        return Optional.ofNullable(steps.get(uid));
    }

    @Override
    public synchronized Stream<PerformedStep> ofStudy(StudyInstanceUid study) {
        return steps.values().stream().filter(step -> step.studies().contains(study)).toList().stream();
    }
}
