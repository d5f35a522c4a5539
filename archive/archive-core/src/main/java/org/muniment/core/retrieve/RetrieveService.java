package org.muniment.core.retrieve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyIndex;
import org.muniment.core.ObjectStores;

/** Finds instances to be given out and streams them. Safe for use by many threads. */
public final class RetrieveService {

    public RetrieveService(StudyIndex index, ObjectStores stores) {}

    /** The instances the keys name, found one by one as the stream is consumed; the caller closes it. Empty where there are none. */
    public Stream<InstanceRecord> find(RetrieveKeys keys) {
        throw new UnsupportedOperationException("soon");
    }

    /**
     * The data set's bytes as they were received, without preamble and file meta information.
     *
     * @throws org.muniment.archive.error.ArchiveException NOT_FOUND, STORE_UNAVAILABLE; reading fails with CORRUPT_OBJECT where the object
     *     ends too early
     */
    public InputStream open(InstanceRecord instance) {
        throw new UnsupportedOperationException("soon");
    }

    /** UIDs of the transfer syntaxes this instance can be given out in without loss, the one it is stored in first. */
    public List<String> convertibleTo(InstanceRecord instance) {
        throw new UnsupportedOperationException("soon");
    }

    /**
     * Writes the data set in {@code transferSyntaxUid}, which is one of {@link #convertibleTo}.
     *
     * @throws IOException where {@code out} fails
     * @throws org.muniment.archive.error.ArchiveException as {@link #open}, and NOT_CONVERTIBLE
     */
    public void writeDataSet(InstanceRecord instance, String transferSyntaxUid, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("soon");
    }
}
