package org.muniment.archive.order;

import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/** The performed procedure steps; as {@link OrderIndex} in all it promises. A step's studies never become fewer. */
public interface PerformedStepIndex {

    void save(PerformedStep step);

    Optional<PerformedStep> find(SopInstanceUid uid);

    Stream<PerformedStep> ofStudy(StudyInstanceUid study);
}
