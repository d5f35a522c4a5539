package org.muniment.dicom.pixel;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.dicom.frame.FrameTableBuilder;

/** Images among the sample files that come with pydicom, where that is installed, and files made of them. */
public final class Samples {

    private static final Path ROOT =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"));

    /** The frames of a file, not decoded. */
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

    /** Every file that may be DICOM. */
    public static List<Path> files() throws IOException {
        assumeThat(ROOT).as("sample files of python3-pydicom").isDirectory();
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(Samples::mayBeDicom)
                    .sorted()
                    .toList();
        }
    }

    private static boolean mayBeDicom(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".dcm") || file.toString().contains("dicomdirtests") && !name.contains(".");
    }

    /** Every image that can be read. */
    public static List<Image> images() throws IOException {
        List<Image> images = new ArrayList<>();
        for (Path file : files()) {
            Image image = image(file);
            if (image != null) images.add(image);
        }
        return images;
    }

    /** Null where the file is not DICOM, is refused, or no image. */
    public static Image image(Path file) throws IOException {
        BulkSource source = BulkSource.of(file);
        ReadOptions options = ReadOptions.header(source).withStopBefore(Tag.PixelData);
        try (InputStream in = Files.newInputStream(file)) {
            DicomReader reader = DicomReader.ofFile(in, options);
            Attributes dataSet = reader.read();
            FrameTableBuilder table = new FrameTableBuilder(dataSet, reader.transferSyntax(), 0, bytes -> {});
            reader.readRest(table);
            boolean isImage = table.build().frames() > 0 && dataSet.contains(Tag.Rows);
            String syntax = reader.transferSyntax().uid();
            return isImage ? new Image(file, syntax, dataSet, frames(table.build(), inflated(source, reader))) : null;
        } catch (DicomFormatException e) {
            return null;
        }
    }

    private static List<byte[]> frames(FrameTable table, BulkSource source) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int number = 1; number <= table.frames(); number++) {
            try (InputStream in = table.open(source, number)) {
                frames.add(in.readAllBytes());
            }
        }
        return frames;
    }

    private static BulkSource inflated(BulkSource file, DicomReader reader) {
        if (!reader.transferSyntax().deflated()) return file;
        return (offset, length) -> {
            InputStream inflated =
                    new InflaterInputStream(file.open(reader.dataSetOffset(), Long.MAX_VALUE), new Inflater(true));
            inflated.skipNBytes(offset);
            return new ByteArrayInputStream(inflated.readNBytes((int) length));
        };
    }
}
