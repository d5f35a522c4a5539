package org.muniment.web.stow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomFile;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.Value;

class CodestreamTest {

    private static final Path SAMPLES = Path.of("/usr/lib/python3/dist-packages/pydicom/data/test_files");

    /** Has the bytes of a sequence delimiter written over the width in its image's header, to confuse readers of DICOM. */
    private static final String SPOILT = "JPEG2000-embedded-sequence-delimiter.dcm";

    @TempDir
    Path work;

    /** Every first frame of pydicom's samples that is one of these; what it says must be what its data set says. */
    @Test
    void shouldReadWhatImagesOfOthersSayOfThemselves() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES), "python3-pydicom is not installed; ops/test.sh installs it");
        List<String> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".dcm")).sorted().toList()) {
                if (file.endsWith(SPOILT)) continue;
                Optional<Codestream> image = firstFrame(file);
                if (image.isEmpty()) continue;
                DicomFile dicom = DicomReader.readFile(file);
                Attributes dataSet = dicom.dataSet();
                String name = file.getFileName().toString();
                read.add(name);
                String declared = dicom.transferSyntax().uid();
                assertThat(image.get().transferSyntaxUid(declared.equals(UID.JPEG2000)))
                        .as(name)
                        .isEqualTo(declared);
                assertThat(image.get().rows()).as(name).isEqualTo(dataSet.getInt(Tag.Rows, 0));
                assertThat(image.get().columns()).as(name).isEqualTo(dataSet.getInt(Tag.Columns, 0));
                assertThat(image.get().samples()).as(name).isEqualTo(dataSet.getInt(Tag.SamplesPerPixel, 0));
            }
        }
        assertThat(read).hasSizeGreaterThan(15);
    }

    private Optional<Codestream> firstFrame(Path file) throws Exception {
        DicomFile dicom;
        try {
            dicom = DicomReader.readFile(file);
        } catch (org.muniment.dicom.DicomFormatException e) {
            return Optional.empty();
        }
        Attributes.Element pixels = dicom.dataSet().get(Tag.PixelData);
        if (pixels == null || !(pixels.value() instanceof Value.Fragments fragments)) return Optional.empty();
        Path copy = work.resolve("frame");
        Value first = fragments.fragments().get(1);
        if (first instanceof Value.Bytes bytes) Files.write(copy, bytes.bytes());
        else if (first instanceof Value.Bulk bulk) {
            try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
                Files.write(copy, in.readAllBytes());
            }
        }
        return Codestream.read(copy);
    }

    @Test
    void shouldRefuseImagesThatEndWithinTheirHeaders() throws Exception {
        byte[][] broken = {
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16},
            {(byte) 0xff, (byte) 0xd8, 1, 2},
            {(byte) 0xff, 0x4f, (byte) 0xff, 0x51, 0, 41, 0},
            {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, (byte) 0x87, 10, 0, 0, 0, 0, 0, 0, 0, 0},
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 0},
        };
        for (byte[] image : broken) {
            Path file = Files.write(work.resolve("broken"), image);
            assertThatThrownBy(() -> Codestream.read(file)).isInstanceOf(ArchiveException.class);
        }
    }
}
