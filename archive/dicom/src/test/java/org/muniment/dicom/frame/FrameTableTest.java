package org.muniment.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

class FrameTableTest {

    private static final TransferSyntax LITTLE = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax BIG = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;

    private static Attributes image(int rows, int columns, int bits, int frames) {
        Attributes image = new Attributes();
        image.setInt(Tag.Rows, VR.US, rows);
        image.setInt(Tag.Columns, VR.US, columns);
        image.setInt(Tag.SamplesPerPixel, VR.US, 1);
        image.setInt(Tag.BitsAllocated, VR.US, bits);
        image.setInt(Tag.NumberOfFrames, VR.IS, frames);
        image.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
        return image;
    }

    private static FrameTable table(byte[] dataSet, TransferSyntax syntax, long base) throws IOException {
        ReadOptions options = ReadOptions.IN_MEMORY.withStopBefore(0x7FE00000);
        DicomReader reader = DicomReader.ofDataSet(dataSet, syntax, options);
        FrameTableBuilder builder = new FrameTableBuilder(reader.read(), syntax, base, n -> {});
        reader.readRest(builder);
        FrameTable table = builder.build();
        assertThat(FrameTable.decode(table.encoded())).isEqualTo(table);
        return table;
    }

    private static List<byte[]> frames(Attributes image, TransferSyntax syntax) throws IOException {
        byte[] dataSet = DicomWriter.toBytes(image, syntax);
        FrameTable table = table(dataSet, syntax, 0);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 1; i <= table.frames(); i++)
            frames.add(table.open(BulkSource.of(dataSet), i).readAllBytes());
        return frames;
    }

    @Nested
    class Native {

        @Test
        void shouldLieOneAfterTheOther() throws IOException {
            Attributes image = image(2, 2, 16, 2);
            image.setBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18});
            assertThat(frames(image, LITTLE))
                    .containsExactly(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new byte[] {11, 12, 13, 14, 15, 16, 17, 18});
            FrameTable table = table(DicomWriter.toBytes(image, LITTLE), LITTLE, 1000);
            assertThat(table.fragments(2).get(0).length()).isEqualTo(8);
            assertThat(table.fragments(2).get(0).offset())
                    .isEqualTo(1000L + DicomWriter.toBytes(image, LITTLE).length - 8);
        }

        @Test
        void shouldBeginWithAByteWhereTheyDoNotInTheFile() throws IOException {
            Attributes image = image(1, 5, 1, 3);
            image.setBytes(Tag.PixelData, VR.OB, new byte[] {(byte) 0b101_10110, (byte) 0b0_11011_01});
            assertThat(frames(image, LITTLE))
                    .containsExactly(new byte[] {0b10110}, new byte[] {0b01_101}, new byte[] {0b11011});
        }

        @Test
        void shouldComeInLittleEndianFromABigEndianFile() throws IOException {
            Attributes image = image(1, 2, 16, 2);
            image.setBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            assertThat(frames(image, BIG)).containsExactly(new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7, 8});
        }

        /** PS3.5 Annex D: cells of eight bits are packed into words, and words turn around. */
        @Test
        void shouldComeInOrderFromBigEndianWordsOfTwoCells() throws IOException {
            Attributes image = image(1, 3, 8, 4);
            image.setBytes(Tag.PixelData, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
            assertThat(frames(image, BIG))
                    .containsExactly(
                            new byte[] {1, 2, 3}, new byte[] {4, 5, 6}, new byte[] {7, 8, 9}, new byte[] {10, 11, 12});
        }

        @Test
        void shouldBeFoundWhereFilesHaveMoreThanTheyNeed() throws IOException {
            Attributes image = image(1, 3, 8, 1);
            image.setBytes(Tag.PixelData, VR.OB, new byte[] {1, 2, 3, 0, 9, 9});
            image.setBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[100]);
            assertThat(frames(image, LITTLE)).containsExactly(new byte[] {1, 2, 3});
        }

        @Test
        void shouldBeMissedWhereFilesHaveLess() throws IOException {
            Attributes image = image(1, 4, 8, 3);
            image.setBytes(Tag.PixelData, VR.OB, new byte[10]);
            FrameTable table = table(DicomWriter.toBytes(image, LITTLE), LITTLE, 0);
            assertThat(table.frames()).isEqualTo(3);
            assertThat(table.length(2)).isEqualTo(4);
            assertThat(table.fragments(3)).isEmpty();
            assertThat(table.length(3)).isEqualTo(-1);
            assertThatThrownBy(() -> table.fragments(4)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> table.fragments(0)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void shouldBeSmallerWhereColourIsSubsampled() throws IOException {
            Attributes image = image(2, 2, 8, 2);
            image.setInt(Tag.SamplesPerPixel, VR.US, 3);
            image.setString(Tag.PhotometricInterpretation, VR.CS, "YBR_FULL_422");
            image.setBytes(Tag.PixelData, VR.OB, new byte[16]);
            assertThat(frames(image, LITTLE)).extracting(frame -> frame.length).containsExactly(8, 8);
            image.setBytes(Tag.PixelData, VR.OB, new byte[24]); // says so, but is not
            assertThat(frames(image, LITTLE)).extracting(frame -> frame.length).containsExactly(12, 12);
        }

        @Test
        void shouldBeFoundInFloatAndDoubleFloatPixelData() throws IOException {
            Attributes image = image(1, 2, 0, 2);
            image.setBytes(Tag.FloatPixelData, VR.OF, new byte[16]);
            assertThat(frames(image, LITTLE)).extracting(frame -> frame.length).containsExactly(8, 8);
            Attributes other = image(1, 2, 0, 2);
            other.setBytes(Tag.DoubleFloatPixelData, VR.OD, new byte[32]);
            assertThat(frames(other, BIG)).extracting(frame -> frame.length).containsExactly(16, 16);
        }

        @Test
        void shouldNotBeFoundWhereThereAreNone() throws IOException {
            Attributes report = new Attributes();
            report.setString(Tag.Modality, VR.CS, "SR");
            assertThat(table(DicomWriter.toBytes(report, LITTLE), LITTLE, 0)).isEqualTo(FrameTable.NONE);
            report.setBytes(Tag.PixelData, VR.OB, new byte[10]); // without rows and columns
            assertThat(table(DicomWriter.toBytes(report, LITTLE), LITTLE, 0).frames())
                    .isZero();
        }

        @Test
        void shouldNotTakeAnIconForTheImage() throws IOException {
            Attributes image = image(1, 1, 8, 1);
            Attributes icon = image(1, 2, 8, 1);
            icon.setBytes(Tag.PixelData, VR.OB, new byte[] {8, 9});
            image.setItems(0x7FE11010, icon);
            image.setBytes(Tag.PixelData, VR.OB, new byte[] {7, 0});
            assertThat(frames(image, LITTLE)).containsExactly(new byte[] {7});
        }

        @Test
        void shouldCountInTheInflatedDataSet() throws IOException {
            TransferSyntax deflated = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
            Attributes image = image(1, 2, 8, 2);
            image.setBytes(Tag.PixelData, VR.OB, new byte[] {1, 2, 3, 4});
            byte[] dataSet = DicomWriter.toBytes(image, deflated);
            FrameTable table = table(dataSet, deflated, 500);
            assertThat(table.deflated()).isTrue();
            BulkSource source = BulkSource.inflating(BulkSource.of(dataSet), 0);
            assertThat(table.open(source, 2).readAllBytes()).containsExactly(3, 4);
        }
    }

    @Nested
    class Encapsulated {

        private final TransferSyntax jpeg = TransferSyntax.of(UID.JPEGLSLossless);

        private static byte[] start(int... rest) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(0xFF);
            bytes.write(0xD8);
            for (int b : rest) bytes.write(b);
            return bytes.toByteArray();
        }

        private static byte[] rest(int... bytes) {
            return java.util.Arrays.copyOfRange(start(bytes), 2, 2 + bytes.length);
        }

        private static byte[] offsets(int... offsets) {
            ByteBuffer table = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int offset : offsets) table.putInt(offset);
            return table.array();
        }

        private static Attributes image(int frames, byte[] offsetTable, byte[]... fragments) {
            Attributes image = FrameTableTest.image(1, 1, 8, frames);
            List<Value> values = new ArrayList<>();
            values.add(new Value.Bytes(offsetTable));
            for (byte[] fragment : fragments) values.add(new Value.Bytes(fragment));
            image.put(new Attributes.Element(Tag.PixelData, VR.OB, new Value.Fragments(values)));
            return image;
        }

        private FrameTable tableOf(Attributes image, TransferSyntax syntax) throws IOException {
            return table(DicomWriter.toBytes(image, syntax), syntax, 0);
        }

        @Test
        void shouldBeOneFragmentEachWhateverTheTableSays() throws IOException {
            Attributes image = image(2, offsets(7, 3), rest(1, 2), rest(3, 4));
            assertThat(frames(image, jpeg)).containsExactly(rest(1, 2), rest(3, 4));
        }

        @Test
        void shouldBeAllFragmentsWhereThereIsOneFrame() throws IOException {
            Attributes image = image(1, offsets(), rest(1, 2), rest(), rest(3, 4));
            assertThat(frames(image, jpeg)).containsExactly(rest(1, 2, 3, 4));
        }

        @Test
        void shouldFollowATableThatLeadsToFragments() throws IOException {
            Attributes image = image(2, offsets(0, 20), rest(1, 2), rest(3, 4), rest(5, 6));
            assertThat(frames(image, jpeg)).containsExactly(rest(1, 2, 3, 4), rest(5, 6));
        }

        @Test
        void shouldBeToldByTheirStartsWhereTheTableIsWrong() throws IOException {
            for (byte[] table : List.of(offsets(), offsets(0, 6), offsets(4, 20), offsets(0, 10, 20), offsets(0))) {
                Attributes image = image(2, table, start(1, 2), start(3, 4), rest(5, 6), rest());
                assertThat(frames(image, jpeg)).containsExactly(start(1, 2), start(3, 4, 5, 6));
            }
        }

        @Test
        void shouldNotBeGuessed() throws IOException {
            FrameTable rle = tableOf(
                    image(2, offsets(), rest(1, 2), rest(3, 4), rest(5, 6)), TransferSyntax.of(UID.RLELossless));
            assertThat(rle.frames()).isEqualTo(2);
            assertThat(rle.fragments(1)).isEmpty();
            assertThatThrownBy(() -> rle.open(BulkSource.of(new byte[0]), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            FrameTable tooManyStarts = tableOf(image(2, offsets(), start(), start(), start()), jpeg);
            assertThat(tooManyStarts.fragments(2)).isEmpty();
        }

        @Test
        void shouldMissThoseBehindTheLastFragment() throws IOException {
            FrameTable table = tableOf(image(3, offsets(), rest(1, 2), rest(3, 4)), jpeg);
            assertThat(table.frames()).isEqualTo(3);
            assertThat(table.length(2)).isEqualTo(2);
            assertThat(table.fragments(3)).isEmpty();
        }

        @Test
        void shouldBeOneForAVideo() throws IOException {
            TransferSyntax video = TransferSyntax.of(UID.MPEG4HP41F);
            Attributes image = image(300, offsets(), rest(1, 2), rest(3, 4));
            assertThat(frames(image, video)).containsExactly(rest(1, 2, 3, 4));
        }

        @Test
        void shouldBeFoundBeyondFourGigabytes() {
            FrameTableBuilder builder = new FrameTableBuilder(FrameTableTest.image(1, 1, 8, 3), jpeg, 0, n -> {});
            long length = 3L << 30;
            builder.offsetTable(offsets(0, (int) (2 * length + 16), (int) (3 * length + 24)));
            for (int i = 0; i < 4; i++) builder.fragment(8 + i * (length + 8), length, 0);
            FrameTable table = builder.build();
            assertThat(table.length(1)).isEqualTo(2 * length);
            assertThat(table.fragments(3)).containsExactly(new Range(8 + 3 * (length + 8), length));
            assertThat(FrameTable.decode(table.encoded())).isEqualTo(table);
        }
    }

    @Nested
    class Kept {

        private static FrameTable random(int frames, int fragments, long seed) {
            Random random = new Random(seed);
            FrameTableBuilder builder =
                    new FrameTableBuilder(image(1, 1, 8, frames), TransferSyntax.of(UID.JPEG2000), 1234, n -> {});
            builder.offsetTable(new byte[0]);
            long offset = 8;
            for (int i = 0; i < fragments; i++) {
                long length = 20_000 + 2L * random.nextInt(4_000);
                builder.fragment(offset, length, i % (fragments / frames) == 0 ? 0xFF4F : 0);
                offset += length + 8;
            }
            return builder.build();
        }

        @Test
        void shouldTakeFewBytes() {
            assertThat(random(1, 1, 1).encoded()).hasSizeLessThan(12);
            assertThat(random(2_000, 2_000, 1).encoded()).hasSizeLessThan(5_000);
            assertThat(random(100_000, 100_000, 1).encoded()).hasSizeLessThan(250_000);
            assertThat(new NativeFrames(1600, 2L << 30, 4000, 512 * 512 * 16, 1, false).encoded())
                    .hasSizeLessThan(20);
        }

        @Test
        void shouldBeTheSameAgain() {
            for (FrameTable table : List.of(random(1, 7, 2), random(50, 50, 3), random(20, 60, 4), FrameTable.NONE)) {
                FrameTable again = FrameTable.decode(table.encoded());
                assertThat(again).isEqualTo(table);
                for (int frame = 1; frame <= table.frames(); frame++)
                    assertThat(again.fragments(frame))
                            .isEqualTo(table.fragments(frame))
                            .isNotEmpty();
            }
        }

        @Test
        void shouldBeRefusedWhereItIsDamaged() {
            Random random = new Random(5);
            byte[] whole = random(20, 60, 6).encoded();
            for (int i = 0; i < 20_000; i++) {
                byte[] damaged = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 3));
                for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--)
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                try {
                    FrameTable table = FrameTable.decode(damaged);
                    if (table.frames() > 0) table.fragments(1);
                } catch (IllegalArgumentException e) {
                    // as it should
                }
            }
        }

        @Test
        void shouldNotRememberMoreFragmentsThanAnyHonestObjectHas() {
            List<Integer> taken = new ArrayList<>();
            FrameTableBuilder builder =
                    new FrameTableBuilder(image(1, 1, 8, 1), TransferSyntax.of(UID.JPEG2000), 0, taken::add);
            builder.offsetTable(new byte[0]);
            for (int i = 0; i < 3_000_000; i++) builder.fragment(8L * i, 0, -1);
            assertThat(taken.stream().mapToInt(i -> i).max().orElseThrow()).isLessThanOrEqualTo(4 << 20);
            assertThat(builder.build().fragments(1)).isEmpty();
        }
    }
}
