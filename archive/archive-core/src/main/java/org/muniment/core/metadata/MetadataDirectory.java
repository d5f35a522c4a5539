package org.muniment.core.metadata;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * What an array of metadata is made of: lines of text, compressed, behind the array. The first line names the series; each other line an
 * instance, in the order of the array: UID, version of its object, and bytes of its text.
 */
final class MetadataDirectory {

    /** In place of a version where the object could not be read. */
    static final String DAMAGED = "-";

    private MetadataDirectory() {}

    /**
     * @param offset of its text in the array
     * @param length of its text in bytes
     */
    record Entry(SopInstanceUid instance, String version, long offset, long length) {}

    /** In memory: some 30 bytes an instance. */
    static final class Output implements Closeable {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Writer lines;

        Output(SeriesId series) throws IOException {
            lines = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.US_ASCII);
            line(series.study() + " " + series.series());
        }

        void add(SopInstanceUid instance, String version, long length) throws IOException {
            line(instance + " " + version + " " + length);
        }

        private void line(String line) throws IOException {
            lines.write(line);
            lines.write('\n');
        }

        byte[] toByteArray() throws IOException {
            lines.close();
            return bytes.toByteArray();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** One entry after the other. */
    static final class Input implements Closeable {

        private final BufferedReader lines;
        private final SeriesId series;
        private long offset = 1;

        /** @throws IOException also where it is not a directory */
        Input(InputStream in) throws IOException {
            try {
                lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII));
                String[] uids = words(2);
                if (uids == null) throw new IOException("Directory without a line");
                series = series(uids);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        private static SeriesId series(String[] uids) throws IOException {
            try {
                return new SeriesId(new StudyInstanceUid(uids[0]), new SeriesInstanceUid(uids[1]));
            } catch (ArchiveException e) {
                throw new IOException("Directory of no series", e);
            }
        }

        SeriesId series() {
            return series;
        }

        /** Null behind the last. */
        Entry next() throws IOException {
            String[] words = words(3);
            if (words == null) return null;
            try {
                Entry entry = new Entry(new SopInstanceUid(words[0]), words[1], offset, Long.parseLong(words[2]));
                offset += entry.length() + 1;
                return entry;
            } catch (ArchiveException | NumberFormatException e) {
                throw new IOException("Directory with a damaged line", e);
            }
        }

        private String[] words(int count) throws IOException {
            String line = lines.readLine();
            if (line == null) return null;
            String[] words = line.split(" ");
            if (words.length != count) throw new IOException("Directory with a damaged line");
            return words;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
