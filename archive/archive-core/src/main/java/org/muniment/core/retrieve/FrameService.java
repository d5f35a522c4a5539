package org.muniment.core.retrieve;

import java.io.InputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.VR;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.dicom.frame.FrameTableBuilder;

/**
 * Gives out frames as they are stored: of encapsulated pixel data the code stream, of native pixel data the pixels in little endian. A
 * frame is one positioned read of the object, without parsing; only of deflated objects all before it has to be inflated. Frames are
 * counted from 1; a video is one frame. Safe for use by many threads.
 */
public final class FrameService {

    private static final int PIXELS = 0x7FE00000;

    private final ObjectStores stores;

    private final DerivedIndex derived;
    private final FrameTables lately = new FrameTables();

    public FrameService(ObjectStores stores, DerivedIndex derived) {
        this.stores = stores;
        this.derived = derived;
    }

    /** How many frames the object has; 0 where it has no pixel data. */
    public int frames(InstanceRecord instance) {
        return table(instance).frames();
    }

    /** Where they lie: what was noted when the object was stored, else it is read past once and noted now. */
    public FrameTable table(InstanceRecord instance) {
        if (instance.frames() != null) return instance.frames();
        FrameTable known = lately.get(instance.location());
        if (known != null) return known;
        FrameTable table = derived.frames(instance).orElseGet(() -> remembered(instance));
        lately.put(instance.location(), table);
        return table;
    }

    private FrameTable remembered(InstanceRecord instance) {
        FrameTable table = read(instance);
        derived.rememberFrames(instance.location(), table);
        return table;
    }

    /** Sees to it that it is noted where the frames lie; false where it is already. */
    public boolean note(InstanceRecord instance) {
        if (instance.frames() != null || derived.frames(instance).isPresent()) return false;
        remembered(instance);
        return true;
    }

    private FrameTable read(InstanceRecord instance) {
        return new StoredFile(stores, instance).parse(ReadOptions.header(null).withStopBefore(PIXELS), reader -> {
            Attributes header = reader.read();
            FrameTableBuilder table = new FrameTableBuilder(header, reader.transferSyntax(), 0, bytes -> {});
            reader.readRest(table);
            return table.build();
        });
    }

    /**
     * @throws ArchiveException NOT_FOUND where the object has no such frame, or says it has but came without, or its fragments can't be told from
     *     those of others; STORE_UNAVAILABLE
     */
    public StoredValue value(InstanceRecord instance, int frame) {
        FrameTable table = table(instance);
        if (frame < 1 || frame > table.frames())
            throw new ArchiveException(ErrorCode.NOT_FOUND, "there is no frame " + frame + " of " + table.frames());
        if (table.fragments(frame).isEmpty())
            throw new ArchiveException(
                    ErrorCode.NOT_FOUND,
                    "frame " + frame + " of " + table.frames() + " can't be found in the object as it was received");
        StoredFile file = new StoredFile(stores, instance);
        BulkSource source = table.deflated() ? file.inflated() : file;
        return new StoredValue(instance.location(), VR.OB, table.length(frame), () -> table.open(source, frame));
    }

    /** All of {@link #value}. */
    public InputStream frame(InstanceRecord instance, int frame) {
        return value(instance, frame).open();
    }
}
