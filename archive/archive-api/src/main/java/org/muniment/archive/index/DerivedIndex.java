package org.muniment.archive.index;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.frame.FrameTable;

/**
 * What is made of objects and rows so that it need not be made again for each reader: where frames lie, and where the metadata of a series
 * is kept ready. All of it can be lost and made anew. Safe for use by many threads. Failures are
 * {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface DerivedIndex {

    /** Where the frames of the instance lie; that which came with its row, or was remembered. Empty where it has to be made. */
    Optional<FrameTable> frames(InstanceRecord instance);

    /** Remembers the frames of an object; its row stays as it is. */
    void rememberFrames(ObjectLocation object, FrameTable frames);

    /** The object is gone. */
    void forgetFrames(ObjectLocation object);

    /**
     * The state of the series, from one read. Its version is another one after each commit, replacement or removal of an instance, in
     * whatever order concurrent ones become visible: who reads the version before the rows and finds it unchanged later has seen all rows.
     */
    SeriesState state(SeriesId series);

    /** The states of several series, in their order, in hardly more time than one takes. */
    List<SeriesState> states(List<SeriesId> series);

    /**
     * From now on this is the series' metadata; the object in use {@code before} is retired in the same step. The last of several who do so at
     * once prevails.
     */
    void useMetadata(SeriesId series, MetadataObject metadata, SeriesState before);
}
