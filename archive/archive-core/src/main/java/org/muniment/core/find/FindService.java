package org.muniment.core.find;

import java.util.Objects;
import org.muniment.archive.index.StudyIndex;

/** Answers queries from the index, never from the objects. Safe for use by many threads. */
public final class FindService {

    private final StudyIndex index;
    private final FindConfig config;
    private final OfflineSource offline;

    /** Over an archive that has everything at hand. */
    public FindService(StudyIndex index, FindConfig config) {
        this(index, config, OfflineSource.NONE);
    }

    public FindService(StudyIndex index, FindConfig config, OfflineSource offline) {
        this.offline = Objects.requireNonNull(offline);
        this.index = Objects.requireNonNull(index);
        this.config = Objects.requireNonNull(config);
    }

    /**
     * @throws org.muniment.archive.error.ArchiveException UNBOUNDED_QUERY where only a scan of the archive could answer and no page
     *     of it is asked for, INVALID_QUERY
     *     where a key is no UID; failures that show later come from the results themselves
     */
    public FindResults find(Query query) {
        return new IndexWalk(index, query, config, offline);
    }
}
