package org.muniment.core.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** An object beyond two gigabytes goes in and any frame of it comes out, in the little memory tests have. */
@org.junit.jupiter.api.Tag("slow")
class LargeObjectTest {

    private static final int FRAMES = 4_100;
    private static final int FRAME = 512 * 1024;

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {UID.ExplicitVRLittleEndian, UID.JPEGLSLossless})
    void shouldGiveAnyFrame(String syntax) throws IOException {
        assumeThat(root.toFile().getUsableSpace()).isGreaterThan(4L << 30);
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(2L << 30);
        SampleDataSet sample =
                new SampleDataSet(1, 1, 1).in(TransferSyntax.of(syntax)).without(Tag.PixelData);
        sample.attributes().setInt(Tag.Rows, VR.US, 512);
        sample.attributes().setInt(Tag.Columns, VR.US, 512);
        sample.attributes().setInt(Tag.BitsAllocated, VR.US, 16);
        sample.attributes().setInt(Tag.NumberOfFrames, VR.IS, FRAMES);
        try (TestArchive archive = new TestArchive(root)) {
            boolean encapsulated = syntax.equals(UID.JPEGLSLossless);
            InstanceRecord row = archive.ingest
                    .ingest(sample.request(IngestPolicy.DEFAULT), stream(sample.toBytes(), encapsulated))
                    .instance();
            assertThat(row.size()).isGreaterThan(Integer.MAX_VALUE);
            assertThat(archive.frames.frames(row)).isEqualTo(FRAMES);
            for (int frame : List.of(1, 2, FRAMES / 2, FRAMES - 1, FRAMES)) {
                try (InputStream in = archive.frames.frame(row, frame)) {
                    assertThat(in.readAllBytes()).isEqualTo(frame(frame));
                }
            }
            long length = archive.bulkData
                    .find(row, org.muniment.dicom.ElementPath.of("7FE00010"))
                    .get(0)
                    .length();
            assertThat(length).isEqualTo(encapsulated ? FRAME : (long) FRAME * FRAMES);
            assertThat(archive.metadata.series(row.id().seriesId()).json().readAllBytes())
                    .isNotEmpty();
        }
    }

    private static byte[] frame(int number) {
        byte[] frame = new byte[FRAME];
        ByteBuffer.wrap(frame).putInt(0xFFD8FF00).putInt(number).putInt(FRAME - 4, number);
        return frame;
    }

    private static InputStream stream(byte[] header, boolean encapsulated) {
        List<java.util.function.Supplier<InputStream>> parts = new ArrayList<>();
        parts.add(() -> new ByteArrayInputStream(header));
        parts.add(() -> new ByteArrayInputStream(pixelHeader(encapsulated ? -1 : FRAME * FRAMES)));
        if (encapsulated) parts.add(() -> new ByteArrayInputStream(item(0)));
        for (int i = 1; i <= FRAMES; i++) {
            int number = i;
            if (encapsulated) parts.add(() -> new ByteArrayInputStream(item(FRAME)));
            parts.add(() -> new ByteArrayInputStream(frame(number)));
        }
        if (encapsulated) parts.add(() -> new ByteArrayInputStream(bytes(0xE0DDFFFE, 0)));
        var opened = parts.iterator();
        return new SequenceInputStream(new java.util.Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return opened.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return opened.next().get();
            }
        });
    }

    /** The length counts without sign. */
    private static byte[] pixelHeader(int length) {
        return bytes(0x00107FE0, 'O' | 'W' << 8, length);
    }

    private static byte[] item(int length) {
        return bytes(0xE000FFFE, length);
    }

    private static byte[] bytes(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) bytes.putInt(word);
        return bytes.array();
    }
}
