package org.muniment.core.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryDerivedIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementPath;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

class FrameServiceTest {

    private static final byte[] LUT = {1, 2, 3, 4, 5, 6};

    @TempDir
    Path root;

    private TestArchive archive;

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private static SampleDataSet image(int frames) {
        SampleDataSet sample = new SampleDataSet(1, 1, 1);
        Attributes image = sample.attributes();
        image.setInt(Tag.Rows, VR.US, 2);
        image.setInt(Tag.Columns, VR.US, 4);
        image.setInt(Tag.BitsAllocated, VR.US, 16);
        image.setInt(Tag.NumberOfFrames, VR.IS, frames);
        sample.pixels(16 * frames);
        return sample;
    }

    private static SampleDataSet encapsulated(int frames, byte[]... fragments) {
        SampleDataSet sample = image(frames).in(TransferSyntax.of(UID.JPEGLSLossless));
        List<Value> values = new ArrayList<>();
        values.add(new Value.Bytes(new byte[0]));
        for (byte[] fragment : fragments) values.add(new Value.Bytes(fragment));
        sample.attributes().put(new Attributes.Element(Tag.PixelData, VR.OB, new Value.Fragments(values)));
        return sample;
    }

    private InstanceRecord store(SampleDataSet sample) {
        return archive.store(sample).instance();
    }

    private byte[] frame(InstanceRecord row, int frame) throws IOException {
        try (InputStream in = archive.frames.frame(row, frame)) {
            return in.readAllBytes();
        }
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void shouldGiveTheFramesOfEveryTransferSyntax() throws IOException {
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
            SampleDataSet sample = image(3).in(syntax)
                    .with(Tag.SOPInstanceUID, VR.UI, "2.25." + syntax.uid().length());
            byte[] pixels = sample.attributes().getBytes(Tag.PixelData);
            InstanceRecord row = store(sample.with(Tag.SOPInstanceUID, VR.UI, syntax.uid()));
            assertThat(archive.frames.frames(row)).isEqualTo(3);
            for (int i = 1; i <= 3; i++)
                assertThat(frame(row, i)).isEqualTo(Arrays.copyOfRange(pixels, 16 * i - 16, 16 * i));
        }
    }

    @Test
    void shouldJoinTheFragmentsOfAFrame() throws IOException {
        InstanceRecord row =
                store(encapsulated(2, new byte[] {-1, -40, 1, 2}, new byte[] {3, 4}, new byte[] {-1, -40, 5, 6}));
        assertThat(frame(row, 1)).containsExactly(-1, -40, 1, 2, 3, 4);
        assertThat(frame(row, 2)).containsExactly(-1, -40, 5, 6);
    }

    @Test
    void shouldGiveAnyPart() throws IOException {
        InstanceRecord row = store(encapsulated(1, new byte[] {0, 1, 2, 3}, new byte[] {4, 5, 6, 7}));
        StoredValue value = archive.frames.value(row, 1);
        assertThat(value.length()).isEqualTo(8);
        for (int from = 0; from <= 8; from++)
            for (int count = 0; count <= 8 - from; count++)
                try (InputStream in = value.open(from, count)) {
                    assertThat(in.readAllBytes())
                            .isEqualTo(Arrays.copyOfRange(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, from, from + count));
                }
        assertThatThrownBy(() -> value.open(4, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhichFramesThereAreNot() {
        InstanceRecord row = store(image(2));
        assertFails(ErrorCode.NOT_FOUND, () -> archive.frames.frame(row, 3));
        assertFails(ErrorCode.NOT_FOUND, () -> archive.frames.frame(row, 0));
        InstanceRecord report = store(new SampleDataSet(2, 1, 1).without(Tag.PixelData));
        assertThat(archive.frames.frames(report)).isZero();
        assertFails(ErrorCode.NOT_FOUND, () -> archive.frames.frame(report, 1));
        InstanceRecord tooFew =
                store(image(3).with(Tag.SOPInstanceUID, VR.UI, "2.25.77").pixels(40));
        assertFails(ErrorCode.NOT_FOUND, () -> archive.frames.frame(tooFew, 3));
    }

    @Test
    void shouldFailWhereTheFileIsCutShort() throws IOException {
        InstanceRecord row = store(image(3));
        byte[] file = Files.readAllBytes(archive.file(row));
        Files.write(archive.file(row), Arrays.copyOf(file, file.length - 4));
        assertThat(frame(row, 2)).hasSize(16);
        assertFails(ErrorCode.CORRUPT_OBJECT, () -> frame(row, 3));
        Files.delete(archive.file(row));
        assertFails(ErrorCode.NOT_FOUND, () -> frame(row, 1));
    }

    /** The row tells where the frames lie: nothing else of the file is looked at. */
    @Test
    void shouldNotParse() throws IOException {
        InstanceRecord row = store(image(3));
        byte[] expected = frame(row, 2);
        byte[] file = Files.readAllBytes(archive.file(row));
        Arrays.fill(file, 0, row.dataSetOffset() + 200, (byte) 7);
        Files.write(archive.file(row), file);
        assertThat(frame(row, 2)).isEqualTo(expected);
    }

    @Test
    void shouldParseOnceWhereTheRowDoesNotTell() throws IOException {
        InstanceRecord row = store(encapsulated(2, new byte[] {1, 2}, new byte[] {3, 4}));
        InstanceRecord old = row.withFrames(null);
        MemoryDerivedIndex derived = new MemoryDerivedIndex(archive.rows);
        FrameService frames = new FrameService(ObjectStores.of(archive.files), derived);
        assertThat(frames.table(old)).isEqualTo(row.frames());
        assertThat(derived.frames(old)).contains(row.frames());
    }

    @Nested
    class BulkData {

        private List<byte[]> find(InstanceRecord row, String path) {
            return archive.bulkData.find(row, ElementPath.of(path)).stream()
                    .map(value -> {
                        try (InputStream in = value.open()) {
                            byte[] bytes = in.readAllBytes();
                            assertThat((long) bytes.length).isEqualTo(value.length());
                            return bytes;
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }

        private InstanceRecord nested(TransferSyntax syntax) {
            SampleDataSet sample = image(2).in(syntax).with(Tag.SOPInstanceUID, VR.UI, syntax.uid());
            Attributes first = new Attributes();
            first.setBytes(Tag.LUTData, VR.OW, new byte[2]);
            Attributes second = new Attributes();
            second.setString(Tag.LUTExplanation, VR.LO, "x");
            second.setBytes(Tag.LUTData, VR.OW, LUT);
            sample.attributes().setItems(Tag.ModalityLUTSequence, first, second);
            return store(sample);
        }

        @Test
        void shouldFindValuesInItems() {
            for (TransferSyntax syntax : List.of(
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                    TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
                InstanceRecord row = nested(syntax);
                assertThat(find(row, "00283000/2/00283006")).containsExactly(LUT);
                assertThat(find(row, "00283000/1/00283006")).containsExactly(new byte[2]);
                assertThat(find(row, "00283000/3/00283006")).isEmpty();
                assertThat(find(row, "00283000/2/00283009")).isEmpty();
                assertThat(find(row, "00283000")).isEmpty();
                assertThat(find(row, "00283000/1/00283006/1/00283006")).isEmpty();
                assertThat(find(row, "00100010")).hasSize(1);
            }
        }

        @Test
        void shouldGiveAnyPartInLittleEndian() throws IOException {
            StoredValue value = archive.bulkData
                    .find(nested(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN), ElementPath.of("00283000/2/00283006"))
                    .get(0);
            assertThat(value.vr()).isEqualTo(VR.OW);
            try (InputStream in = value.open(1, 3)) {
                assertThat(in.readAllBytes()).containsExactly(2, 3, 4);
            }
        }

        @Test
        void shouldGivePixelDataWholeOrByFrames() {
            InstanceRecord row = store(image(2));
            assertThat(find(row, "7FE00010"))
                    .containsExactly(image(2).attributes().getBytes(Tag.PixelData));
            InstanceRecord compressed = store(
                    encapsulated(2, new byte[] {1, 2}, new byte[] {3, 4}).with(Tag.SOPInstanceUID, VR.UI, "2.25.88"));
            assertThat(find(compressed, "7FE00010")).containsExactly(new byte[] {1, 2}, new byte[] {3, 4});
        }

        @Test
        void shouldGiveEveryValueThatMetadataRefersTo() throws IOException {
            SampleDataSet sample = image(1);
            Attributes item = new Attributes();
            byte[] large = new byte[5000];
            Arrays.fill(large, (byte) 9);
            item.setBytes(0x00091002, VR.OB, large);
            item.setString(0x00090010, VR.LO, "MAKER");
            sample.attributes().setItems(Tag.ReferencedImageSequence, new Attributes(), item);
            InstanceRecord row = store(sample);
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            archive.metadata.instance(row.id()).json().transferTo(json);
            assertThat(json.toString(java.nio.charset.StandardCharsets.UTF_8))
                    .contains("/bulkdata/00081140/2/00091002\"");
            assertThat(find(row, "00081140/2/00091002")).containsExactly(large);
        }

        @Test
        void shouldRefuseWhatIsNoPath() {
            for (String path : List.of(
                    "",
                    "/",
                    "0010",
                    "00100010/",
                    "00100010/0/00100010",
                    "00100010/1",
                    "../x",
                    "0010001G",
                    "00100010/1/00100010/2")) {
                assertThatThrownBy(() -> ElementPath.of(path)).as(path).isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(ElementPath.of("54000100/12/54001010")).hasToString("54000100/12/54001010");
            assertThatThrownBy(() -> ElementPath.of("00100010/1/".repeat(100_000) + "00100010"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
