package org.muniment.core.retrieve;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.LittleEndianInputStream;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.frame.FrameTable;

/** Gives out single values of objects, which are parsed as far as needed. Safe for use by many threads. */
public final class BulkDataService {

    private final ObjectStores stores;
    private final FrameService frames;

    public BulkDataService(ObjectStores stores, FrameService frames) {
        this.stores = stores;
        this.frames = frames;
    }

    /**
     * The value of an element: one, but for encapsulated pixel data, which has one for each frame (PS3.18 8.7.3.6). Empty where the object
     * has no such element, or that is a sequence.
     *
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE, CORRUPT_OBJECT
     */
    public List<StoredValue> find(InstanceRecord instance, ElementPath path) {
        if (path.isRoot() && path.tag() == Tag.PixelData) {
            FrameTable table = frames.table(instance);
            if (table.encapsulated()) return frames(instance, table.frames());
        }
        StoredFile file = new StoredFile(stores, instance);
        Optional<Element> found = file.parse(ReadOptions.header(file), reader -> reader.find(path));
        return found.map(element -> values(instance, element)).orElse(List.of());
    }

    private List<StoredValue> frames(InstanceRecord instance, int count) {
        List<StoredValue> values = new ArrayList<>(count);
        for (int frame = 1; frame <= count; frame++) values.add(frames.value(instance, frame));
        return values;
    }

    private static List<StoredValue> values(InstanceRecord instance, Element element) {
        if (element.value() instanceof Value.Bulk bulk) return List.of(value(instance, element.vr(), bulk));
        // pixel data of an item, such as an icon: its first fragment is the offset table
        return ((Value.Fragments) element.value())
                .fragments().stream()
                        .skip(1)
                        .map(fragment -> value(instance, VR.OB, (Value.Bulk) fragment))
                        .toList();
    }

    private static StoredValue value(InstanceRecord instance, VR vr, Value.Bulk bulk) {
        return new StoredValue(instance.location(), vr, bulk.length(), () -> open(vr, bulk));
    }

    private static InputStream open(VR vr, Value.Bulk bulk) throws IOException {
        InputStream in = bulk.source().open(bulk.offset(), bulk.length());
        boolean swapped = bulk.bigEndian() && vr.unit() > 1;
        return swapped ? new LittleEndianInputStream(new BufferedInputStream(in), vr.unit()) : in;
    }
}
