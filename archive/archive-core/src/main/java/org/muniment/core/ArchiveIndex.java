package org.muniment.core;

import java.util.Objects;
import java.util.Optional;
import org.muniment.archive.cache.SeriesCache;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.core.feed.StudyChanges;
import org.muniment.core.patient.Patients;
import org.muniment.core.reject.Rejections;

/**
 * The two ends of one index, with what is derived from it, what is held back in it, whose its studies are, the cache of what is in it, and who
 * announces its changes.
 */
public record ArchiveIndex(
        StudyIndex reader,
        StudyIndexWriter writer,
        DerivedIndex derived,
        Rejections rejections,
        Patients patients,
        SeriesCache cache,
        StudyChanges changes) {

    public ArchiveIndex {
        Objects.requireNonNull(reader);
        Objects.requireNonNull(writer);
        Objects.requireNonNull(derived);
        Objects.requireNonNull(rejections);
        Objects.requireNonNull(patients);
        Objects.requireNonNull(cache);
        Objects.requireNonNull(changes);
    }

    /** The same index as those see it who may look at what is held back, and only that; not to be written to. */
    public ArchiveIndex ofRejected() {
        return new ArchiveIndex(
                rejections.index().rejected(),
                writer,
                rejections.index().derived(),
                rejections,
                patients,
                cache,
                changes);
    }

    /** The instance, in sight or held back. */
    public Optional<InstanceRecord> held(InstanceId id) {
        return reader.instance(id)
                .or(() -> rejections.index().rejected().instance(id))
                .or(() -> reader.instance(id)); // it may have been brought back between the two
    }
}
