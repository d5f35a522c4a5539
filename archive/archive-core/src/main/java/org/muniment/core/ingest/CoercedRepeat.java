package org.muniment.core.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectStore;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Value;
import org.muniment.dicom.frame.Range;

/**
 * Whether two objects are one instance, sent twice and coerced by the same rules: then they differ in the time of coercion only. Asked where
 * digests differ, of coerced instances that are there already, so it may cost reading both.
 */
final class CoercedRepeat {

    private static final BulkSource NOT_READ = (offset, length) -> InputStream.nullInputStream();

    private CoercedRepeat() {}

    static boolean is(ObjectStore store, InstanceRecord present, Arrival arrival) {
        InstanceRecord arrived = arrival.instance();
        if (present.size() != arrived.size() || !present.location().store().equals(store.name())) return false;
        try {
            return sameBut(times(store, arrival), store, present, arrived);
        } catch (DicomFormatException e) {
            return false;
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "objects can't be compared", e);
        }
    }

    private static List<Range> times(ObjectStore store, Arrival arrival) throws IOException {
        List<Range> times = new ArrayList<>();
        for (ElementPath path : arrival.times()) {
            try (InputStream in = store.open(arrival.instance().location().key())) {
                DicomReader reader = DicomReader.ofFile(in, ReadOptions.header(NOT_READ));
                if (reader.transferSyntax().deflated()) return List.of(); // a place in it is no place in the file
                Attributes.Element time = reader.find(path).orElse(null);
                if (time != null && time.value() instanceof Value.Bulk bulk)
                    times.add(new Range(bulk.offset(), bulk.length()));
            }
        }
        return times;
    }

    private static boolean sameBut(List<Range> times, ObjectStore store, InstanceRecord one, InstanceRecord other)
            throws IOException {
        try (InputStream first =
                        new BufferedInputStream(store.open(one.location().key()));
                InputStream second =
                        new BufferedInputStream(store.open(other.location().key()))) {
            long at = 0;
            for (Range time : times) {
                if (!same(first, second, time.offset() - at)) return false;
                first.skipNBytes(time.length());
                second.skipNBytes(time.length());
                at = time.offset() + time.length();
            }
            return same(first, second, Long.MAX_VALUE);
        }
    }

    private static boolean same(InputStream one, InputStream other, long length) throws IOException {
        byte[] a = new byte[64 << 10];
        byte[] b = new byte[a.length];
        for (long left = length; left > 0; ) {
            int most = (int) Math.min(a.length, left);
            int n = one.readNBytes(a, 0, most);
            if (other.readNBytes(b, 0, most) != n || !Arrays.equals(a, 0, n, b, 0, n)) return false;
            if (n < most) return true;
            left -= n;
        }
        return true;
    }
}
