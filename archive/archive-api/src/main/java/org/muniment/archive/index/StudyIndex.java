package org.muniment.archive.index;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * What the archive holds, to be read. An instance exists once its row is committed, and readers see committed rows only. Safe for
 * use by many threads. Streams are lazy, read in pages and closed by the caller. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface StudyIndex {

    int MOST_COUNTED = 64;

    Optional<InstanceRecord> instance(InstanceId id);

    /** Committed instances with this SOP Instance UID: one, but for senders that break the rules. */
    List<InstanceRecord> instancesByUid(SopInstanceUid uid);

    /** Series with this Series Instance UID: one, but for senders that break the rules. */
    List<SeriesRecord> seriesByUid(SeriesInstanceUid uid);

    /** Each study once. */
    Stream<StudyRecord> studies(StudyAccess access);

    /** In order of Series Instance UID. */
    Stream<SeriesRecord> series(StudyInstanceUid study);

    /** In order of SOP Instance UID. */
    Stream<InstanceRecord> instances(SeriesId series);

    /** How many instances the series has; cheaper than listing them. */
    long countInstances(SeriesId series);

    /**
     * How many instances each series of these studies has. The series are those the index knows when it is asked; for many studies at
     * once, and for large series, this costs far less than asking one by one. At most {@value #MOST_COUNTED} studies.
     */
    Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> studies);
}
