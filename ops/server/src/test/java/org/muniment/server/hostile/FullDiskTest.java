package org.muniment.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

/** No room: 0xA700, which tells the sender to try again later; nothing half-stored; and the same instance stores once there is room. */
@ExtendWith(UnderAttack.class)
class FullDiskTest {

    private static final String LIBFIU_IS_MISSING = "libfiu is not installed; ops/test.sh installs it";
    private static final int PIXELS = 6 << 20;

    /** System calls as libfiu names them. A disk that is full may say so at any of them, and one that fails too. */
    @ParameterizedTest
    @CsvSource({
        "posix/io/rw/pwrite, 28, is full",
        "posix/io/rw/pwrite, 5, can't write",
        "posix/io/sync/fdatasync, 28, is full",
        "posix/io/sync/fsync, 28, is full",
        "posix/io/dir/rename, 28, is full"
    })
    void shouldRefuseWhileASystemCallFails(String call, int errno, String comment, Target target) throws Exception {
        assumeTrue(target.launch().libfiu(), LIBFIU_IS_MISSING);
        Instance instance = Instance.good(PIXELS);
        try (ScuAssociation association = target.associate(UID.CTImageStorage, UID.ExplicitVRLittleEndian)) {
            target.launch().control(target.pid(), "enable name=" + call + ",failinfo=" + errno);
            try {
                shouldRefuse(target, association, instance, comment);
            } finally {
                target.launch().control(target.pid(), "disable name=" + call);
            }
            assertThat(target.store(association, instance)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void shouldStoreWhereTheDiskTakesALittleAtATime(Target target) throws Exception {
        assumeTrue(target.launch().libfiu(), LIBFIU_IS_MISSING);
        target.launch().control(target.pid(), "enable name=posix/io/rw/pwrite/reduce");
        try {
            target.shouldServeAGoodPeer();
        } finally {
            target.launch().control(target.pid(), "disable name=posix/io/rw/pwrite/reduce");
        }
    }

    @Test
    void shouldRefuseWhereTheFileSystemIsFull(Target target) throws Exception {
        assumeTrue(target.launch().ownFileSystem(), "no file system can be mounted here");
        Instance instance = Instance.good(PIXELS);
        Path ballast = target.objects().resolve("ballast");
        try (ScuAssociation association = target.associate(UID.CTImageStorage, UID.ExplicitVRLittleEndian)) {
            fill(ballast, (Target.RESERVE_MEGABYTES + 1) << 20);
            shouldRefuse(target, association, instance, "is full");
            target.shouldStoreAGoodInstance(association);
            fill(ballast, Target.RESERVE_MEGABYTES << 19);
            shouldRefuse(target, association, instance, "reserve");
            Files.delete(ballast);
            assertThat(target.store(association, instance)).isEqualTo(DimseStatus.SUCCESS);
        } finally {
            Files.deleteIfExists(ballast);
        }
    }

    private static void shouldRefuse(Target target, ScuAssociation association, Instance instance, String comment)
            throws IOException {
        long before = target.objectFiles();
        for (int attempt = 0; attempt < 3; attempt++) {
            DimseStatus status = target.store(association, instance);
            assertThat(status.code()).as(status.toString()).isEqualTo(0xA700);
            assertThat(status.comment()).contains(comment);
        }
        target.shouldHoldNothingUnfinished();
        assertThat(target.objectFiles()).isEqualTo(before);
    }

    /** Leaves no more than that. */
    private static void fill(Path ballast, long left) throws IOException {
        byte[] chunk = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long more = Files.getFileStore(ballast.getParent()).getUsableSpace() - left;
            for (; more > 0; more -= chunk.length) out.write(chunk, 0, (int) Math.min(more, chunk.length));
        }
    }
}
