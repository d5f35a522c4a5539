package org.muniment.core.retrieve;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.frame.FrameTable;

/** Long frame tables asked for last, so that who turns over the frames of one object has its table read once. Objects never change. */
final class FrameTables {

    /** Entries of all tables together, some 20 bytes each. */
    private static final long MOST_ENTRIES = 1_000_000;

    private final Map<ObjectLocation, FrameTable> tables = new LinkedHashMap<>(16, 0.75f, true);
    private long entries;

    synchronized FrameTable get(ObjectLocation object) {
        return tables.get(object);
    }

    synchronized void put(ObjectLocation object, FrameTable table) {
        FrameTable before = tables.put(object, table);
        entries += table.size() - (before == null ? 0 : before.size());
        var eldest = tables.entrySet().iterator();
        while (entries > MOST_ENTRIES && tables.size() > 1) {
            entries -= eldest.next().getValue().size();
            eldest.remove();
        }
    }
}
