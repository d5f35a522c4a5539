package org.muniment.dicom.pixel.codec.jpeg2000;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** OpenJPH's compressor as a child process. */
record OpenJph(Path command) {

    /** It takes 10 ms for a CT image and 2 s for the largest frame. */
    private static final long MOST_SECONDS = 60;

    private static final int MOST_OUTPUT = 500;

    /** A frame on its way: removed when closed. */
    record FrameFiles(Path directory, Path input, Path output, Path messages) implements AutoCloseable {

        static FrameFiles create(String imageType) throws IOException {
            Path directory = Files.createTempDirectory("muniment-htj2k");
            return new FrameFiles(
                    directory,
                    directory.resolve("frame." + imageType),
                    directory.resolve("frame.j2c"),
                    directory.resolve("messages"));
        }

        @Override
        public void close() throws IOException {
            for (Path file : new Path[] {input, output, messages, directory}) Files.deleteIfExists(file);
        }
    }

    static Optional<OpenJph> find(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst()
                .map(OpenJph::new);
    }

    byte[] compress(FrameFiles files, ImageDescription description) throws IOException, PixelException {
        Process process = new ProcessBuilder(
                        command.toString(),
                        "-i",
                        files.input().toString(),
                        "-o",
                        files.output().toString(),
                        "-reversible",
                        "true",
                        "-num_decomps",
                        String.valueOf(Jpeg2000.decompositions(description)),
                        "-colour_trans",
                        String.valueOf(Jpeg2000.transformsComponents(description)))
                .redirectErrorStream(true)
                .redirectOutput(files.messages().toFile())
                .start();
        if (!exited(process) || process.exitValue() != 0 || !Files.isRegularFile(files.output())) {
            throw PixelException.unsupported("HTJ2K: " + command + " fails: " + said(files));
        }
        return Files.readAllBytes(files.output());
    }

    private static boolean exited(Process process) throws IOException {
        try {
            return process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String said(FrameFiles files) throws IOException {
        String all = Files.readString(files.messages());
        return all.substring(0, Math.min(all.length(), MOST_OUTPUT)).strip();
    }
}
