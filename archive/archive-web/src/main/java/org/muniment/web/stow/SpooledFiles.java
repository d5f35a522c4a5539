package org.muniment.web.stow;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.json.DicomJsonException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The files one request has in the spool; gone when it is closed. */
final class SpooledFiles implements AutoCloseable {

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private final Path directory;
    private final long mostBytes;
    private final Runnable whenClosed;
    private final List<Path> files = new ArrayList<>();
    private long bytes;

    SpooledFiles(Path directory, long mostBytes, Runnable whenClosed) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.whenClosed = whenClosed;
    }

    /**
     * Copies {@code in} to its end.
     *
     * @throws IOException where {@code in} fails
     * @throws ArchiveException OUT_OF_SPACE
     * @throws ResponseStatusException 413 where the request takes more than it may
     */
    Path keep(InputStream in) throws IOException {
        Path file = create();
        FailureWatch source = new FailureWatch(in);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[64 << 10];
            for (int n = source.read(chunk); n >= 0; n = source.read(chunk)) {
                charge(n);
                out.write(chunk, 0, n);
            }
        } catch (IOException e) {
            if (source.failure() != null) throw source.failure();
            throw failed(e);
        }
        return file;
    }

    /**
     * @throws DicomJsonException where {@code writing} finds its source malformed
     * @throws ArchiveException OUT_OF_SPACE, whatever else it failed with
     */
    Path write(Writing writing) throws DicomJsonException {
        try {
            Path file = create();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                writing.to(out);
            }
            charge(Files.size(file));
            return file;
        } catch (DicomJsonException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void delete(Path file) {
        try {
            bytes -= Files.size(file);
            Files.delete(file);
            files.remove(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path create() {
        try {
            Path file = Files.createTempFile(directory, "part", null);
            files.add(file);
            return file;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void charge(long more) {
        bytes += more;
        if (bytes > mostBytes)
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "Bulk data beside its metadata takes more than " + mostBytes + " bytes");
    }

    private static ArchiveException failed(IOException e) {
        return new ArchiveException(ErrorCode.OUT_OF_SPACE, "the spool can't be written", e);
    }

    @Override
    public void close() {
        try {
            for (Path file : files) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            whenClosed.run();
        }
    }
}
