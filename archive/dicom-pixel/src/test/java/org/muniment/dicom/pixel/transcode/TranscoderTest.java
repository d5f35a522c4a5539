package org.muniment.dicom.pixel.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.PixelException;

class TranscoderTest {

    private static final Codecs CODECS = Codecs.installed();

    @TempDir
    Path directory;

    @TempDir
    Path spool;

    private Transcoder transcoder;

    @BeforeEach
    void setUp() {
        transcoder = new Transcoder(CODECS, spool, new FrameMemory(64 << 20));
    }

    @AfterEach
    void shouldLeaveNoTemporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CT_small.dcm",
                "MR_small_bigendian.dcm",
                "MR_small_jp2klossless.dcm",
                "SC_rgb_rle_16bit_2frame.dcm",
                "SC_rgb_jpeg_dcmtk.dcm",
                "SC_ybr_full_422_uncompressed.dcm",
                "SC_rgb_small_odd.dcm",
                "J2K_pixelrep_mismatch.dcm"
            })
    void shouldKeepPixelsAndIdentityInEverySyntax(String name) throws Exception {
        PartTen sample = PartTen.sample(name);
        List<String> targets = transcoder.targets(sample.syntax().uid());
        assertThat(targets).hasSizeGreaterThanOrEqualTo(7);
        for (String to : targets) {
            PartTen result = sample.transcoded(transcoder, to, directory.resolve("result"));
            assertThat(pixels(result.frames(CODECS))).as(to).isEqualTo(pixels(sample.frames(CODECS)));
            assertSameInstance(sample.image().attributes(), result.image().attributes(), to);
        }
    }

    private static List<String> pixels(List<Frame> frames) {
        return frames.stream()
                .map(f -> Integer.toHexString(Arrays.hashCode(f.pixels())))
                .toList();
    }

    private static void assertSameInstance(Attributes before, Attributes after, String what) {
        for (int tag : List.of(
                Tag.SOPInstanceUID,
                Tag.PatientName,
                Tag.LossyImageCompression,
                Tag.BitsAllocated,
                Tag.BitsStored,
                Tag.PixelRepresentation,
                Tag.NumberOfFrames)) {
            assertThat(after.getBytes(tag)).as(what).isEqualTo(before.getBytes(tag));
        }
        assertThat(after.elements().stream().filter(e -> e.vr() == VR.SQ).count())
                .as(what)
                .isEqualTo(
                        before.elements().stream().filter(e -> e.vr() == VR.SQ).count());
    }

    @Test
    void shouldDescribeWhatItMade() throws Exception {
        PartTen rgb = PartTen.sample("SC_rgb_rle_2frame.dcm");

        PartTen j2k = rgb.transcoded(transcoder, UID.JPEG2000Lossless, directory.resolve("j2k"));
        Attributes encoded = j2k.image().attributes();
        assertThat(encoded.getString(Tag.PhotometricInterpretation)).isEqualTo("YBR_RCT");
        Value.Fragments fragments = (Value.Fragments) encoded.get(Tag.PixelData).value();
        assertThat(fragments.fragments()).hasSize(3);
        long firstLength = ((Value.Bulk) fragments.fragments().get(1)).length();
        assertThat(((Value.Bytes) fragments.fragments().get(0)).bytes())
                .isEqualTo(new byte[] {0, 0, 0, 0, (byte) (firstLength + 8), (byte) (firstLength + 8 >> 8), 0, 0});

        PartTen back = j2k.transcoded(transcoder, UID.ExplicitVRLittleEndian, directory.resolve("native"));
        Attributes decoded = back.image().attributes();
        assertThat(decoded.getString(Tag.PhotometricInterpretation)).isEqualTo("RGB");
        assertThat(decoded.getInt(Tag.PlanarConfiguration, -1)).isZero();
        assertThat(decoded.get(Tag.PixelData).vr()).isEqualTo(VR.OB);
    }

    @Test
    void shouldReadAStreamOnceAndToItsEnd() throws Exception {
        PartTen sample = PartTen.sample("MR_small_jp2klossless.dcm");
        ByteArrayOutputStream fromFile = new ByteArrayOutputStream();
        ByteArrayOutputStream fromStream = new ByteArrayOutputStream();

        transcoder.transcode(sample.dataSet(), sample.syntax().uid(), UID.ImplicitVRLittleEndian, fromFile);
        try (InputStream in = sample.dataSet().open(0, Long.MAX_VALUE)) {
            transcoder.transcode(in, sample.syntax().uid(), UID.ImplicitVRLittleEndian, fromStream);
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(fromStream.toByteArray()).isEqualTo(fromFile.toByteArray());
    }

    @Test
    void shouldDecodeIconsToo() throws Exception {
        PartTen sample = PartTen.sample("MR_small_jpeg_ls_lossless.dcm");
        Attributes withIcon = new Attributes(sample.image().attributes());
        Attributes icon = new Attributes(withIcon);
        icon.remove(Tag.PatientName);
        withIcon.setItems(Tag.IconImageSequence, icon);
        byte[] bytes = DicomWriter.toBytes(withIcon, sample.syntax());

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        transcoder.transcode(BulkSource.of(bytes), sample.syntax().uid(), UID.JPEG2000Lossless, out);

        Attributes result = DicomReader.readDataSet(out.toByteArray(), TransferSyntax.of(UID.JPEG2000Lossless));
        byte[] pixels = result.getItem(Tag.IconImageSequence).getBytes(Tag.PixelData);
        assertThat(pixels).isEqualTo(sample.frames(CODECS).get(0).pixels());
    }

    @Test
    void shouldRefuseBeforeItWrites() throws Exception {
        PartTen sample = PartTen.sample("MR_small_jp2klossless.dcm");
        Attributes corrupt = new Attributes(sample.image().attributes());
        corrupt.setInt(Tag.Rows, VR.US, 65);
        Attributes report = new Attributes(corrupt);
        report.remove(Tag.PixelData);

        assertRefused(corrupt, sample.syntax().uid(), UID.ExplicitVRLittleEndian, PixelException.Reason.CORRUPT);
        assertRefused(corrupt, sample.syntax().uid(), UID.JPEGLSLossless, PixelException.Reason.CORRUPT);
        assertRefused(corrupt, sample.syntax().uid(), UID.MPEG4HP41, PixelException.Reason.UNSUPPORTED);
        assertRefused(corrupt, UID.MPEG4HP41, UID.ExplicitVRLittleEndian, PixelException.Reason.UNSUPPORTED);
        assertRefused(report, UID.ExplicitVRLittleEndian, UID.JPEGLSLossless, PixelException.Reason.UNSUPPORTED);
    }

    private void assertRefused(Attributes dataSet, String from, String to, PixelException.Reason reason) {
        byte[] bytes = DicomWriter.toBytes(dataSet, TransferSyntax.of(from));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> transcoder.transcode(BulkSource.of(bytes), from, to, out))
                .isInstanceOfSatisfying(
                        PixelException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(out.size()).isZero();
    }

    @Test
    void shouldRefuseAFrameTooLargeForTheMemoryGranted() throws Exception {
        PartTen sample = PartTen.sample("JPEG2000.dcm");
        Transcoder small = new Transcoder(CODECS, spool, new FrameMemory(1 << 20));

        assertThatThrownBy(() -> small.transcode(
                        sample.dataSet(),
                        sample.syntax().uid(),
                        UID.ExplicitVRLittleEndian,
                        OutputStream.nullOutputStream()))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("too large");
    }

    @Test
    @org.junit.jupiter.api.Tag("slow")
    void shouldHoldAFrameAtATime() throws Exception {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TranscodeLargeObject.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(log)).isEqualToIgnoringNewLines("-1 true");
    }
}
