package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged files give a data set or a {@link DicomFormatException}, soon and in little memory; never anything else. */
@Timeout(180)
class FuzzTest {

    private static final int LARGEST = 5_000;
    private static final int FLIPPED_COPIES = 60;

    private int readOn;
    private int refused;

    @AfterEach
    void shouldHaveSeenBothOutcomes() {
        assertThat(readOn).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void shouldSurviveTruncationAtEverySeventhByte() throws IOException {
        for (Path file : small()) {
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length += 7) {
                read(Arrays.copyOf(whole, length), file + " cut to " + length);
            }
        }
    }

    @Test
    void shouldSurviveFlippedBytes() throws IOException {
        Random random = new Random(20240607);
        for (Path file : small()) {
            byte[] whole = Files.readAllBytes(file);
            for (int copy = 0; copy < FLIPPED_COPIES; copy++) {
                byte[] damaged = whole.clone();
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                read(damaged, file + " damaged, copy " + copy);
            }
        }
    }

    @Test
    void shouldSurviveLengthsOfAllOnes() throws IOException {
        for (Path file : small()) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 132; at + 4 < whole.length; at += 13) {
                byte[] damaged = whole.clone();
                Arrays.fill(damaged, at, at + 4, (byte) (at % 2 == 0 ? 0xff : 0x7f));
                read(damaged, file + " with a great number at " + at);
            }
        }
    }

    private static List<Path> small() throws IOException {
        // Those of the media sample are all alike.
        return Samples.all().stream()
                .filter(file -> size(file) <= LARGEST)
                .filter(file -> !file.toString().contains("dicomdirtests"))
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return fail(e);
        }
    }

    private void read(byte[] bytes, String what) {
        long start = System.nanoTime();
        try {
            DicomReader reader = DicomReader.ofFile(bytes, ReadOptions.IN_MEMORY);
            Attributes dataSet = reader.read();
            readOn++;
            writeAndReadBack(dataSet, reader.transferSyntax(), what);
        } catch (DicomFormatException e) {
            refused++;
            assertThat(e.offset()).as(what).isBetween(0L, 1L << 24);
        } catch (IOException | RuntimeException | Error e) {
            fail(what, e);
        }
        asHeader(bytes, what);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(Duration.ofSeconds(10));
    }

    /** However odd, what was accepted can be written and is read again as the same. */
    private static void writeAndReadBack(Attributes dataSet, TransferSyntax syntax, String what) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomWriter.writeDataSet(dataSet, syntax, out);
        } catch (TransferSyntaxException e) {
            assertThat(syntax.isNative()).as(what).isTrue();
            return;
        }
        Attributes back = DicomReader.readDataSet(out.toByteArray(), syntax);
        assertThat(DataSetDump.of(back, false)).as(what).isEqualTo(DataSetDump.of(dataSet, false));
    }

    /** The way ingest reads: from a stream, with little memory and everything else left in the source. */
    private static void asHeader(byte[] bytes, String what) {
        ReadOptions options =
                ReadOptions.header(BulkSource.of(bytes)).withHeapLimit(4000).withBulkThreshold(100);
        try {
            DicomReader.ofFile(new ByteArrayInputStream(bytes), options).read();
        } catch (DicomFormatException expected) {
            assertThat(expected).hasMessageContaining("offset");
        } catch (IOException | RuntimeException | Error e) {
            fail(what, e);
        }
    }
}
