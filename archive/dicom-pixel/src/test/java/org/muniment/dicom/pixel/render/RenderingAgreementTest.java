package org.muniment.dicom.pixel.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFile;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.Samples;

/** DCMTK renders the same shades and colours as we do, one grey level apart at most. */
@org.junit.jupiter.api.Tag("slow")
class RenderingAgreementTest {

    @TempDir
    private Path directory;

    @Test
    void shouldRenderSampleFilesAsDcmtkDoes() throws Exception {
        Map<String, Integer> differing = new LinkedHashMap<>();
        int compared = 0;
        for (Samples.Image image : Samples.images()) {
            // Of single bits DCMTK makes 0 and 128.
            if (image.description().bitsAllocated() == 1) continue;
            boolean voi = image.dataSet().containsValue(Tag.WindowCenter);
            boolean wide = image.description().bitsStored() > 8;
            List<String> options = voi ? List.of("+Wi", "1") : wide ? List.of("+Wm") : List.of();
            int[] theirs = dcmtk(image.file(), options);
            if (theirs == null) continue;
            compared++;
            int difference = difference(render(image, new Voi.Preset(1)), theirs);
            if (difference > 1) differing.put(image.file().getFileName().toString(), difference);
        }
        assertThat(compared).isGreaterThan(50);
        assertThat(differing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRenderAsDcmtkDoesWithEachPartOfThePipeline(RenderingCase given) throws Exception {
        DicomFile sample = DicomReader.readFile(Samples.get(given.sample()));
        Attributes dataSet = sample.dataSet();
        given.change(dataSet);
        Attributes meta = new Attributes(sample.meta());
        Path file = directory.resolve("case.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.writeFile(meta, dataSet, out);
        }
        int[] theirs = dcmtk(file, given.options());
        assertThat(theirs).as("DCMTK renders it").isNotNull();
        int[] ours = render(Samples.image(file), given.voi());
        assertThat(IntStream.of(ours).distinct().count()).as("shades").isGreaterThan(1);
        assertThat(difference(ours, theirs)).isLessThanOrEqualTo(1);
    }

    private static int[] render(Samples.Image image, Voi voi) throws Exception {
        Frame frame = Codecs.installed().decode(image.frames().get(0), image.transferSyntax(), image.description());
        BufferedImage rendered = Renderer.render(image.dataSet(), 1, frame, Rendering.DEFAULT.withVoi(voi));
        return rendered.getRaster().getPixels(0, 0, rendered.getWidth(), rendered.getHeight(), (int[]) null);
    }

    private static int difference(int[] ours, int[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        int most = 0;
        for (int i = 0; i < ours.length; i++) most = Math.max(most, Math.abs(ours[i] - theirs[i]));
        return most;
    }

    /** Samples of the first frame, or null where the program refuses. */
    private int[] dcmtk(Path file, List<String> options) throws Exception {
        Path out = directory.resolve("out.pnm");
        Files.deleteIfExists(out);
        List<String> command = new ArrayList<>(List.of("dcmj2pnm", "-q", "+op"));
        command.addAll(options);
        command.addAll(List.of(file.toString(), out.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        return process.waitFor() == 0 && Files.exists(out) ? pnm(Files.readAllBytes(out)) : null;
    }

    /** Behind "P5 columns rows 255" and a line's end. */
    private static int[] pnm(byte[] bytes) {
        int at = 0;
        int tokens = 0;
        boolean inside = false;
        while (tokens < 4) {
            boolean blank = bytes[at++] <= ' ';
            if (blank && inside) tokens++;
            inside = !blank;
        }
        int[] samples = new int[bytes.length - at];
        for (int i = 0; i < samples.length; i++) samples[i] = bytes[at + i] & 0xff;
        return samples;
    }
}
