package org.muniment.dicom.pixel.jpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.muniment.dicom.pixel.ImageDescription;

/** Codestreams that DCMTK's dcmcjpeg made, and what its dcmdjpeg makes of them. */
public final class GoldenJpegs {

    private static final int COLUMNS = 25;
    private static final int ROWS = 19;

    /** @param decodedAs photometric interpretation of the pixels */
    public record Golden(
            String name,
            String transferSyntax,
            ImageDescription description,
            String decodedAs,
            byte[] codestream,
            byte[] pixels) {
        @Override
        public String toString() {
            return name;
        }
    }

    private GoldenJpegs() {}

    public static List<Golden> all() {
        String cases = new String(resource("cases.tsv"), StandardCharsets.UTF_8);
        return cases.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> golden(line.split("\t")))
                .toList();
    }

    public static Golden get(String name) {
        return all().stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
    }

    private static Golden golden(String[] fields) {
        int samples = Integer.parseInt(fields[2]);
        int allocated = Integer.parseInt(fields[3]);
        int stored = Integer.parseInt(fields[4]);
        boolean signed = fields[5].equals("1");
        return new Golden(
                fields[0],
                fields[1],
                new ImageDescription(ROWS, COLUMNS, samples, allocated, stored, stored - 1, signed, fields[6], 0, 1),
                fields[7],
                resource(fields[0] + ".jpg"),
                resource(fields[0] + ".raw"));
    }

    private static byte[] resource(String name) {
        try (InputStream in = GoldenJpegs.class.getResourceAsStream("golden/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
