package org.muniment.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectWriter;

/**
 * Measures what it costs to make objects durable: {@code java -cp <test class path> org.muniment.store.file.FileObjectStoreTiming DIR}, on the
 * file system that counts. What it writes is deleted again.
 */
final class FileObjectStoreTiming {

    private FileObjectStoreTiming() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        try (FileObjectStore store = new FileObjectStore(new FileStoreConfig("timing", Path.of(args[0]), 0))) {
            for (int round = 0; round < 2; round++)
                for (int size : new int[] {4 << 10, 525_000})
                    for (int writers : new int[] {1, 4}) measure(store, size, writers, round > 0);
        }
    }

    private static void measure(FileObjectStore store, int size, int writers, boolean print)
            throws InterruptedException, ExecutionException {
        int objects = 400;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<long[]>> measured = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < writers; i++) {
            int series = i;
            measured.add(threads.submit(() -> write(store, size, objects, series)));
        }
        long[] nanos = new long[objects * writers];
        for (int i = 0; i < writers; i++) System.arraycopy(measured.get(i).get(), 0, nanos, i * objects, objects);
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        Arrays.sort(nanos);
        if (print)
            System.out.printf(
                    "%7d bytes, %d writers: median %.2f ms, 99 %% %.2f ms, %.0f objects/s%n",
                    size,
                    writers,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6,
                    nanos.length / seconds);
        List<ObjectKey> all = new ArrayList<>();
        store.walk(object -> all.add(object.key()));
        all.forEach(store::delete);
    }

    private static long[] write(FileObjectStore store, int size, int objects, int series) {
        byte[] bytes = new byte[16 << 10]; // what a network reader hands over at a time
        long[] nanos = new long[objects];
        for (int i = 0; i < objects; i++) {
            InstanceId id = new InstanceId(
                    new StudyInstanceUid("2.25.1"),
                    new SeriesInstanceUid("2.25.1." + series),
                    new SopInstanceUid("2.25.1." + series + "." + i));
            long start = System.nanoTime();
            try (ObjectWriter writer = store.create(ObjectKey.forNewVersionOf(id))) {
                for (int at = 0; at < size; at += bytes.length)
                    writer.write(bytes, 0, Math.min(bytes.length, size - at));
                writer.commit();
            }
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }
}
