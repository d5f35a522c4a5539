package org.muniment.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Reading must never be what ingest waits for. The bounds are ten times what a slow machine measures. */
class SpeedTest {

    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @Test
    void shouldReadTheHeaderOfACtInMicroseconds() throws IOException {
        assertThat(medianMicros(500_000)).isLessThan(1000);
    }

    @Test
    void shouldReadASmallObjectInMicroseconds() throws IOException {
        assertThat(medianMicros(100)).isLessThan(500);
    }

    private static long medianMicros(int pixels) throws IOException {
        byte[] bytes = DicomWriter.toBytes(SyntheticCt.withPixels(pixels), SYNTAX);
        ReadOptions options = ReadOptions.header(BulkSource.of(bytes));
        long[] nanos = new long[4000];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            Attributes dataSet = DicomReader.ofDataSet(new ByteArrayInputStream(bytes), SYNTAX, options)
                    .read();
            nanos[i] = System.nanoTime() - start;
            assertThat(dataSet.size()).isGreaterThan(90);
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000;
    }
}
