package org.muniment.lifecycle.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.core.SampleDataSet;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.StepOutcome;
import org.muniment.lifecycle.policy.hold.Hold;
import org.muniment.lifecycle.policy.hold.HoldId;
import org.muniment.lifecycle.policy.hold.HoldScope;

class RecompressionTest {

    private static final Map<String, Integer> LOW = Map.of("warm", 1, "cold", 1);
    private static final SampleDataSet IMAGE = image(1);
    private static final SampleDataSet NOISE = new SampleDataSet(1, 1, 2);

    @TempDir
    private Path root;

    private MovingArchive archive;
    private Job job;

    @BeforeEach
    void open() throws IOException {
        archive = new MovingArchive(root);
        archive.store(IMAGE);
        archive.store(NOISE);
        policy("warm, cold");
        job = MovingArchive.byPolicy(JobKind.MIGRATE);
    }

    private void policy(String recompress) throws IOException {
        Path policy = root.resolve("low.yaml");
        Files.writeString(
                policy,
                """
                name: low
                version: 1
                basis: test
                rules:
                  - name: all
                    reason: test
                    copies: { warm: 1, cold: 1 }
                    recompress: [%s]
                examples: []
                """
                        .formatted(recompress));
        archive.policy(policy);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private static SampleDataSet image(int instance) {
        SampleDataSet image = new SampleDataSet(1, 1, instance);
        int size = 128;
        byte[] pixels = new byte[size * size * 2];
        for (int i = 0; i < size * size; i++) pixels[2 * i] = (byte) (i / size + i % size);
        image.attributes().setInt(Tag.Rows, VR.US, size);
        image.attributes().setInt(Tag.Columns, VR.US, size);
        image.attributes().setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.attributes().setInt(Tag.BitsAllocated, VR.US, 16);
        image.attributes().setInt(Tag.BitsStored, VR.US, 12);
        image.attributes().setInt(Tag.HighBit, VR.US, 11);
        image.attributes().setInt(Tag.PixelRepresentation, VR.US, 0);
        image.with(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        image.attributes().setBytes(Tag.PixelData, VR.OW, pixels);
        return image;
    }

    @Test
    void shouldEncodeAnewWithoutLossWhatBecomesSmaller() throws IOException {
        InstanceRecord before = row(IMAGE);

        assertThat(archive.run(job)).isInstanceOf(StepOutcome.Done.class);

        InstanceRecord after = row(IMAGE);
        assertThat(after.transferSyntaxUid()).isEqualTo(UID.JPEGLSLossless);
        assertThat(after.size()).isLessThan(before.size() / 2);
        assertThat(after.receivedAt()).isEqualTo(before.receivedAt());
        assertThat(row(NOISE).transferSyntaxUid()).isEqualTo(UID.ExplicitVRLittleEndian);
        assertThat(decoded(after)).isEqualTo(IMAGE.toBytes());
        assertThat(archive.copies.holding(after.location().key()))
                .hasSize(2)
                .allMatch(held -> !held.container().asReceived())
                .allMatch(held -> held.member().received().equals(Optional.of(before.digest())));
        archive.requireWanted(LOW);
    }

    @Test
    void shouldEncodeAnewWhatCameInImplicitVrWithEightBitsAndLengthsOfSequences() {
        SampleDataSet image = image(3).in(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        image.attributes().setInt(Tag.BitsAllocated, VR.US, 8);
        image.attributes().setInt(Tag.BitsStored, VR.US, 8);
        image.attributes().setInt(Tag.HighBit, VR.US, 7);
        image.attributes().setBytes(Tag.PixelData, VR.OW, new byte[128 * 128]);
        Attributes item = new Attributes();
        item.setString(Tag.CodeValue, VR.SH, "T-D3000");
        image.attributes().setItems(Tag.AnatomicRegionSequence, item);
        archive.store(image);

        archive.run(job);

        assertThat(row(image).transferSyntaxUid()).isEqualTo(UID.JPEGLSLossless);
        assertThat(decoded(row(image), UID.ImplicitVRLittleEndian)).isEqualTo(image.toBytes());
    }

    @Test
    void shouldEncodeNothingAnewUnlessEachTierWantsIt() throws IOException {
        policy("cold");
        InstanceRecord before = row(IMAGE);

        archive.run(job);

        assertThat(row(IMAGE)).isEqualTo(before);
        archive.requireExactly(LOW);
    }

    @Test
    void shouldChangeNoRowToWhatThereAreFewerCopiesOf() {
        InstanceRecord before = row(IMAGE);
        Set<Integer> copies = new TreeSet<>();
        archive.faults.each(call -> {
            InstanceRecord now = row(IMAGE);
            if (!now.equals(before)) copies.add(good(now));
        });

        archive.run(job);

        assertThat(copies)
                .as("on hot until it is given up, on warm and on cold")
                .containsExactly(2, 3);
    }

    private int good(InstanceRecord row) {
        return (int) archive.copies.holding(row.location().key()).stream()
                .filter(held -> held.container().state() == CopyState.GOOD)
                .count();
    }

    @Test
    void shouldKeepThePixelsThoughTheFirstContainerOfTheNewEncodingIsDamagedAtAnyCall() throws IOException {
        int[] damages = {0};
        int[] moments = {1};
        for (int moment = 0; moment < moments[0]; moment += 5) {
            int at = moment;
            close();
            Files.createDirectories(root = root.resolveSibling("d" + moment));
            open();
            moments[0] = 0;
            archive.faults.each(call -> {
                if (moments[0]++ == at) damages[0] += damageOnHot(at);
            });
            try {
                archive.run(job);
            } catch (ArchiveException e) {
                assertThat(e.code()).isIn(ErrorCode.CORRUPT_OBJECT, ErrorCode.STORE_UNAVAILABLE);
                archive.run(job);
            }
            archive.requireSame(row(IMAGE), IMAGE, this::decoded);
            archive.requireWanted(LOW);
        }
        assertThat(damages[0]).isGreaterThan(10);
    }

    /** In a file's meta information, or in its pixels. @return how many containers of what was encoded anew */
    private int damageOnHot(int moment) {
        List<Container> made = archive.copies
                .scan()
                .filter(container -> container.tier().equals("hot") && container.state() == CopyState.GOOD)
                .toList();
        for (Container container : made) {
            ObjectKey key = container.location().key();
            byte[] bytes = archive.hot.bytes(key).clone();
            bytes[moment % 2 == 0 ? 512 + 128 + 4 : bytes.length / 3] ^= 1;
            archive.hot.damage(key, bytes);
        }
        return made.size();
    }

    @Test
    void shouldEncodeNothingAnewThatAHoldKeeps() {
        InstanceRecord before = row(IMAGE);
        archive.holds.add(new Hold(
                new HoldId(UUID.randomUUID()),
                new HoldScope.OfStudy(MovingArchive.STUDY),
                new Hold.Order("suit", "1", "officer", Instant.EPOCH),
                LocalDate.MAX,
                false,
                Optional.empty()));

        archive.run(job);

        assertThat(row(IMAGE)).isEqualTo(before);
        archive.requireExactly(LOW);
    }

    @Test
    void shouldFinishWhereItDiedAtAnyCall() throws IOException {
        int moment = 0;
        for (boolean more = true; more; moment += 3) {
            int at = moment;
            close();
            Files.createDirectories(root = root.resolveSibling("r" + moment));
            open();
            int[] moments = {0};
            archive.faults.each(call -> {
                if (moments[0]++ == at) throw new IllegalStateException("died " + call);
            });
            try {
                archive.run(job);
                more = false;
            } catch (IllegalStateException died) {
                archive.faults.none();
                archive.requireSame(row(IMAGE), IMAGE, this::decoded);
                archive.run(job);
            }
            assertThat(row(IMAGE).transferSyntaxUid()).isEqualTo(UID.JPEGLSLossless);
            archive.requireSame(row(IMAGE), IMAGE, this::decoded);
            archive.requireWanted(LOW);
        }
        assertThat(moment).isGreaterThan(60);
    }

    private InstanceRecord row(SampleDataSet of) {
        return archive.archive.index.reader().instance(of.id()).orElseThrow();
    }

    private byte[] decoded(InstanceRecord row) {
        return decoded(row, UID.ExplicitVRLittleEndian);
    }

    private byte[] decoded(InstanceRecord row, String to) {
        archive.cold.restoreAll();
        try (InputStream in = archive.readers.open(row.location().key(), row.dataSetOffset(), Long.MAX_VALUE)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MovingArchive.TRANSCODER.transcode(in, row.transferSyntaxUid(), to, out);
            return out.toByteArray();
        } catch (IOException | org.muniment.dicom.pixel.PixelException e) {
            throw new AssertionError(e);
        }
    }
}
