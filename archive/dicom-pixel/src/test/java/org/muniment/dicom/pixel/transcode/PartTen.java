package org.muniment.dicom.pixel.transcode;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DataSetConverter;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** A Part 10 file, and what tests do with it. */
record PartTen(Path file, TransferSyntax syntax, long dataSetOffset) {

    private static final Path SAMPLES =
            Path.of(System.getProperty("pydicom.samples", "/usr/lib/python3/dist-packages/pydicom/data"), "test_files");

    static PartTen of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DicomReader reader = DicomReader.ofFile(in, ReadOptions.IN_MEMORY);
            return new PartTen(file, reader.transferSyntax(), reader.dataSetOffset());
        }
    }

    static PartTen sample(String name) throws IOException {
        assumeThat(SAMPLES).as("sample files of python3-pydicom").isDirectory();
        return of(SAMPLES.resolve(name));
    }

    /** The sample files that are images. */
    static List<PartTen> samples() throws IOException {
        assumeThat(SAMPLES).as("sample files of python3-pydicom").isDirectory();
        List<PartTen> images = new ArrayList<>();
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".dcm")).sorted().toList()) {
                if (isWholeImage(file)) images.add(of(file));
            }
        }
        return images;
    }

    private static boolean isWholeImage(Path file) throws IOException {
        try {
            return of(file).image().attributes().contains(Tag.Rows);
        } catch (DicomFormatException e) {
            return false;
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    BulkSource dataSet() {
        return (offset, length) -> BulkSource.of(file).open(dataSetOffset + offset, length);
    }

    StoredImage image() throws IOException {
        return StoredImage.read(dataSet(), syntax);
    }

    List<Frame> frames(Codecs codecs) throws IOException, PixelException {
        StoredImage image = syntax.deflated() ? inflated() : image();
        DecodedFrames decoded = new DecodedFrames(image, ImageDescription.of(image.attributes()), codecs);
        List<Frame> frames = new ArrayList<>();
        for (int n = 1; n <= decoded.count(); n++) frames.add(decoded.frame(n));
        return frames;
    }

    private StoredImage inflated() throws IOException {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        try (InputStream in = dataSet().open(0, Long.MAX_VALUE)) {
            DataSetConverter.convert(in, syntax, inflated, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        return StoredImage.read(BulkSource.of(inflated.toByteArray()), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    PartTen transcoded(Transcoder transcoder, String to, Path result) throws IOException, PixelException {
        Attributes attributes = image().attributes();
        FileMeta meta = new FileMeta(
                attributes.getString(Tag.SOPClassUID, "1.2"), attributes.getString(Tag.SOPInstanceUID, "1.3"), to);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(result))) {
            out.write(meta.toBytes());
            transcoder.transcode(dataSet(), syntax.uid(), to, out);
        }
        return of(result);
    }
}
