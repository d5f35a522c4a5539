package org.muniment.core.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.muniment.archive.object.ObjectStore;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.Workers;

/** Takes instances into the archive. Safe for use by many threads. */
public final class IngestService {

    public IngestService(
            ObjectStore store,
            ArchiveIndex index,
            Workers workers,
            IngestConfig config,
            IngestListener listener,
            Clock clock) {}

    /**
     * Stores one instance; on return it is durable, or the outcome says why not.
     *
     * @param dataSet the data set's bytes in the request's transfer syntax, read to the end but not closed
     * @throws IOException where {@code dataSet} itself fails; nothing is stored
     * @throws org.muniment.archive.error.ArchiveException MALFORMED_DATA_SET, MISSING_ATTRIBUTE, DATA_SET_MISMATCH, INSTANCE_BUSY,
     *     OUT_OF_SPACE, STORE_UNAVAILABLE: nothing is stored; INDEX_UNAVAILABLE: whether it is stored is not known, and sending it again is
     *     harmless
     */
    public IngestOutcome ingest(IngestRequest request, InputStream dataSet) throws IOException {
        throw new UnsupportedOperationException("until the reader lands");
    }
}
