package org.muniment.core.find;

import java.util.Optional;
import java.util.function.Predicate;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;

/** Who knows what must be recalled before it can be read. */
@FunctionalInterface
public interface OfflineSource {

    /** Of an archive that has everything at hand. */
    OfflineSource NONE = study -> Optional.empty();

    /** Whether an instance of the study is offline; empty where none can be. For one thread. */
    Optional<Predicate<InstanceRecord>> of(StudyInstanceUid study);
}
