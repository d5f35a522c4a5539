package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

class HeaderSpoolTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000, 700_000})
    void shouldGiveAnyPartOfWhatWasWrittenAndLeaveNoFile(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(20).nextBytes(bytes);
        try (HeaderSpool spool = new HeaderSpool(root.resolve("spool"), 1 << 20, n -> {})) {
            for (int at = 0; at < size; at += 1000) spool.write(bytes, at, Math.min(1000, size - at));

            assertThat(read(spool, 0, Long.MAX_VALUE)).isEqualTo(bytes);
            assertThat(read(spool, size / 3, size / 2))
                    .isEqualTo(Arrays.copyOfRange(bytes, size / 3, size / 3 + size / 2));
            assertThat(read(spool, size + 1, 10)).isEmpty();
            try (Stream<Path> files = Files.walk(root)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void shouldRefuseMoreThanItMayHold() {
        try (HeaderSpool spool = new HeaderSpool(root, 1 << 20, n -> {})) {
            spool.write(new byte[1 << 20], 0, 1 << 20);

            assertThatThrownBy(() -> spool.write(new byte[1], 0, 1))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("no more than 1 MB may come before the pixel data")
                    .extracting(e -> ((ArchiveException) e).code())
                    .isEqualTo(ErrorCode.OUT_OF_SPACE);
        }
    }

    private static byte[] read(HeaderSpool spool, long offset, long length) throws IOException {
        try (InputStream in = spool.open(offset, length)) {
            return in.readAllBytes();
        }
    }
}
