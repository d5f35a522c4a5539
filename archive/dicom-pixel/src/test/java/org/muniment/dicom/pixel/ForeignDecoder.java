package org.muniment.dicom.pixel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/** Other people's decoders, as the programs they come with. */
enum ForeignDecoder {
    DCMTK {
        @Override
        List<String> command(String syntax) {
            return switch (syntax) {
                case UID.RLELossless -> List.of("dcmdrle");
                case UID.JPEGLSLossless, UID.JPEGLSNearLossless -> List.of("dcmdjpls");
                case UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLossless, UID.JPEGLosslessSV1 -> List.of(
                        "dcmdjpeg", "+px");
                default -> List.of("dcmconv", "+te");
            };
        }
    },
    GDCM {
        @Override
        List<String> command(String syntax) {
            return List.of("gdcmconv", "--raw");
        }
    };

    abstract List<String> command(String syntax);

    /** The image in a native syntax, or null where the program cannot or will not. */
    Samples.Image decode(Samples.Image image, Path directory) throws IOException, InterruptedException, PixelException {
        Path out = directory.resolve(name() + ".dcm");
        Files.deleteIfExists(out);
        List<String> command = new ArrayList<>(command(image.transferSyntax()));
        command.add(image.file().toString());
        command.add(out.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " does not end");
        }
        if (process.exitValue() != 0 || !Files.exists(out)) return null;
        Samples.Image decoded = Samples.image(out);
        return decoded != null && TransferSyntax.of(decoded.transferSyntax()).isNative() ? decoded : null;
    }
}
