package org.muniment.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStoreContract;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.StoredObject;

/** System calls of a process of its own fail now and then, by libfiu (Debian: fiu-utils). */
class DiskFaultTest {

    private static final Path LIBRARIES = Path.of("/usr/lib/fiu");

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "posix/io/rw/pwrite,     28, OUT_OF_SPACE",
        "posix/io/sync/fsync,     5, STORE_UNAVAILABLE",
        "posix/io/sync/fdatasync, 28, OUT_OF_SPACE",
        "posix/io/dir/rename,     5, STORE_UNAVAILABLE"
    })
    void shouldStoreAllOrNothing(String call, int errno, ErrorCode code) throws Exception {
        assumeTrue(Files.exists(LIBRARIES.resolve("fiu_posix_preload.so")), "libfiu is not installed");
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Faulty.class.getName(),
                        root.toString(),
                        code.name())
                .inheritIO();
        process.environment()
                .put(
                        "LD_PRELOAD",
                        LIBRARIES.resolve("fiu_run_preload.so") + " " + LIBRARIES.resolve("fiu_posix_preload.so"));
        process.environment()
                .put("FIU_ENABLE", "enable_random name=" + call + ",failinfo=" + errno + ",probability=0.2");
        Process running = process.start();
        assertThat(running.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Faulty.Result.values()[running.exitValue()]).isEqualTo(Faulty.Result.AS_EXPECTED);
    }

    /** What it finds out it tells by its exit value, as writing may fail. */
    static final class Faulty {

        enum Result {
            AS_EXPECTED,
            NEVER_FAILED,
            NEVER_STORED,
            WRONG_CODE,
            WRONG_BYTES,
            LEFT_SOMETHING_BEHIND,
            DIED
        }

        private Faulty() {}

        public static void main(String[] args) {
            Result result = Result.DIED;
            try {
                result = run(Path.of(args[0]), ErrorCode.valueOf(args[1]));
            } catch (Throwable e) {
                e.printStackTrace();
            }
            Runtime.getRuntime().halt(result.ordinal());
        }

        private static Result run(Path root, ErrorCode expected) throws Exception {
            FileObjectStore store = open(root);
            Set<String> stored = new HashSet<>();
            int failures = 0;
            for (int i = 0; i < 80; i++) {
                byte[] bytes = ObjectStoreContract.bytes(i * 8000);
                ObjectKey key = ObjectStoreContract.newKey();
                try {
                    StoredObject object = put(store, key, bytes);
                    stored.add(object.location().key().path());
                } catch (ArchiveException e) {
                    failures++;
                    if (e.code() != expected) return Result.WRONG_CODE;
                    continue;
                }
                try (InputStream in = store.open(key)) {
                    if (!Arrays.equals(in.readAllBytes(), bytes)) return Result.WRONG_BYTES;
                }
            }
            if (failures == 0) return Result.NEVER_FAILED;
            if (stored.isEmpty()) return Result.NEVER_STORED;
            Set<String> left = new HashSet<>();
            store.walk(object -> left.add(object.key().path()));
            try (Stream<Path> parts = Files.list(root.resolve("incoming"))) {
                return left.equals(stored) && parts.findAny().isEmpty()
                        ? Result.AS_EXPECTED
                        : Result.LEFT_SOMETHING_BEHIND;
            }
        }

        /** Opening syncs directories, which may be what fails. */
        private static FileObjectStore open(Path root) {
            for (; ; ) {
                try {
                    return new FileObjectStore(new FileStoreConfig("hot", root, 0));
                } catch (ArchiveException e) {
                    continue;
                }
            }
        }

        private static StoredObject put(FileObjectStore store, ObjectKey key, byte[] bytes) {
            try (ObjectWriter writer = store.create(key)) {
                writer.write(bytes, 0, bytes.length);
                return writer.commit();
            }
        }
    }
}
