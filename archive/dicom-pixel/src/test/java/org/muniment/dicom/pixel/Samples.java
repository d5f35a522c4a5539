package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.Value;

/** Images among the sample files that come with pydicom, where that is installed, and files made of them. */
public final class Samples {

    private static final Path ROOT =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"));

    /** The undecoded frames of a file, native ones in the byte order of the file. */
    public record Image(Path file, String transferSyntax, Attributes dataSet, List<byte[]> frames) {
        public ImageDescription description() throws PixelException {
            return ImageDescription.of(dataSet);
        }
    }

    private Samples() {}

    public static Path get(String name) {
        Path file = ROOT.resolve("test_files").resolve(name);
        assumeThat(file).exists();
        return file;
    }

    /** Every image that can be read; one from each of the many that are alike. */
    public static List<Image> images() throws IOException, PixelException {
        assumeThat(ROOT).as("sample files of python3-pydicom").isDirectory();
        List<Image> images = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().contains("dicomdirtests")
                        || !file.toString().endsWith(".dcm")) continue;
                Image image = image(file);
                if (image != null) images.add(image);
            }
        }
        return images;
    }

    /** Null where the file is not DICOM, or no image. */
    public static Image image(Path file) throws IOException, PixelException {
        try (InputStream in = Files.newInputStream(file)) {
            DicomReader reader = DicomReader.ofFile(
                    in, ReadOptions.header(BulkSource.of(file)).withHeapLimit(1 << 30));
            Attributes dataSet = reader.read();
            if (!dataSet.contains(Tag.PixelData) || !dataSet.contains(Tag.Rows)) return null;
            String syntax = reader.transferSyntax().uid();
            return new Image(file, syntax, dataSet, frames(dataSet));
        } catch (DicomFormatException e) {
            return null;
        }
    }

    private static List<byte[]> frames(Attributes dataSet) throws IOException, PixelException {
        ImageDescription d = ImageDescription.of(dataSet);
        List<byte[]> frames = new ArrayList<>();
        Value value = dataSet.get(Tag.PixelData).value();
        if (value instanceof Value.Fragments fragments) {
            List<byte[]> all = new ArrayList<>();
            for (Value v :
                    fragments.fragments().subList(1, fragments.fragments().size())) all.add(bytes(v));
            if (d.numberOfFrames() == 1) return List.of(joined(all));
            if (all.size() != d.numberOfFrames()) throw new IOException("Fragments of frames are not told apart here");
            return all;
        }
        byte[] all = bytes(value);
        for (int n = 0; n < d.numberOfFrames(); n++) {
            int from = n * d.frameLength();
            frames.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + d.frameLength())));
        }
        return frames;
    }

    private static byte[] bytes(Value value) throws IOException {
        if (value instanceof Value.Bytes b) return b.bytes();
        Value.Bulk bulk = (Value.Bulk) value;
        try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
            return in.readAllBytes();
        }
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
