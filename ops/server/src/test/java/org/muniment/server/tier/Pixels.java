package org.muniment.server.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.server.foreign.Commands;

/** Pixel data as a file has it, and as decoders of others decode it. */
final class Pixels {

    private Pixels() {}

    /** SHA-256 of a file's pixels, which are not compressed. */
    static String digest(byte[] file) throws IOException {
        Attributes image = DicomReader.ofFile(file, ReadOptions.IN_MEMORY).read();
        return Reader.sha256(image.getBytes(Tag.PixelData));
    }

    static String digest(Path file) throws IOException {
        return digest(Files.readAllBytes(file));
    }

    /** By DCMTK, then by GDCM: the pixels of an image in JPEG-LS without loss must have this digest. */
    static void shouldDecodeTo(String digest, Path file) throws IOException, InterruptedException {
        assertThat(DicomReader.readFile(file).transferSyntax().uid()).isEqualTo(UID.JPEGLSLossless);
        shouldDecodeTo(digest, file, "dcmdjpls", "+px");
        shouldDecodeTo(digest, file, "gdcmconv", "--raw", "--planar-configuration", "0");
    }

    private static void shouldDecodeTo(String digest, Path file, String... decoder)
            throws IOException, InterruptedException {
        Path decoded = file.resolveSibling(file.getFileName() + "." + decoder[0]);
        List<String> command = new ArrayList<>(List.of(decoder));
        command.addAll(List.of(file.toString(), decoded.toString()));
        Commands.Result result = Commands.run(command.toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(digest(decoded)).as("pixels by %s", decoder[0]).isEqualTo(digest);
    }
}
