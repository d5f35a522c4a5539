package org.muniment.core.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.Workers;
import org.muniment.core.patient.PatientPatch;

/** Makes the texts of instances beside one another. Those that are long are made only when they are written, so that none is held. */
final class InstanceTexts {

    private static final int LONGEST_HELD = 1 << 20;
    private static final long TIMEOUT_SECONDS = 60;

    private final InstanceJson json;
    private final Workers workers;

    InstanceTexts(InstanceJson json, Workers workers) {
        this.json = json;
        this.workers = workers;
    }

    Text start(InstanceRecord row, PatientPatch patient) {
        return new Text(row, patient, workers.parsing().submit(() -> make(row, patient)));
    }

    static void cancel(Text text) {
        if (text != null) text.making.cancel(true);
    }

    void writeRow(InstanceRecord row, OutputStream out) throws IOException {
        json.writeRow(row, out);
    }

    /** Null where it is too long. */
    private byte[] make(InstanceRecord row, PatientPatch patient) {
        try {
            Held held = new Held();
            json.write(row, patient, held);
            return held.toByteArray();
        } catch (TooLong e) {
            return null;
        } catch (IOException e) { // no other output fails, so it is a value that was left in the file
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, "object " + row.location() + " is damaged", e);
        }
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Held extends OutputStream {
        private static final int USUAL = 16 << 10;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (bytes.size() + length > LONGEST_HELD) throw new TooLong();
            bytes.write(from, offset, length);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }

    /** A text in the making. */
    final class Text {
        private final InstanceRecord row;
        private final PatientPatch patient;
        private final Future<byte[]> making;

        private Text(InstanceRecord row, PatientPatch patient, Future<byte[]> making) {
            this.row = row;
            this.patient = patient;
            this.making = making;
        }

        /** @throws ArchiveException as {@link InstanceJson#write} */
        MetadataFileOutput.Text await() {
            byte[] held = get();
            return held == null ? out -> json.write(row, patient, out) : out -> out.write(held);
        }

        private byte[] get() {
            try {
                return making.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ArchiveException failure) throw failure;
                throw new ArchiveException(ErrorCode.INTERNAL, "metadata can't be made", e.getCause());
            } catch (TimeoutException e) {
                throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "a file could not be parsed in time", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ArchiveException(ErrorCode.OVERLOADED, "the archive is stopping", e);
            }
        }
    }
}
