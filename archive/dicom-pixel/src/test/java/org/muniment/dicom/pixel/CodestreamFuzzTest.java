package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.codec.SyntheticFrames;
import org.muniment.dicom.pixel.jpeg.GoldenJpegs;

/** Damaged codestreams give a frame or a {@link PixelException}, soon, never anything else. */
@Timeout(60)
class CodestreamFuzzTest {

    private static final int COPIES = 2000;

    private final Codecs codecs = Codecs.installed();

    static List<GoldenJpegs.Golden> jpegs() {
        return GoldenJpegs.all();
    }

    @ParameterizedTest
    @MethodSource("jpegs")
    void shouldSurviveDamagedJpeg(GoldenJpegs.Golden golden) {
        damage(golden.codestream(), golden.transferSyntax(), golden.description());
    }

    @Test
    void shouldSurviveDamagedRle() throws PixelException {
        for (ImageDescription d : RleCodecTest.descriptions()) {
            byte[] codestream = codecs.encode(SyntheticFrames.waves(d), UID.RLELossless);
            damage(codestream, UID.RLELossless, d);
        }
    }

    private void damage(byte[] whole, String transferSyntax, ImageDescription description) {
        Random random = new Random(whole.length);
        int[] outcomes = new int[2];
        for (int copy = 0; copy < COPIES; copy++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            long start = System.nanoTime();
            outcomes[decode(damaged, transferSyntax, description, copy)]++;
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(outcomes).as("both outcomes were seen").doesNotContain(0);
    }

    private int decode(byte[] damaged, String transferSyntax, ImageDescription description, int copy) {
        try {
            codecs.decode(damaged, transferSyntax, description);
            return 0;
        } catch (PixelException e) {
            return 1;
        } catch (RuntimeException | Error e) {
            return fail("Copy " + copy, e);
        }
    }
}
