package org.muniment.web.wado;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.retrieve.GivenFile;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.FileMeta;
import org.muniment.web.body.RangedBody;

/** Writes instances as Part 10 files. For one answer. */
final class InstanceSender {

    /** What has to come before the file, now that it is known what it will be in. */
    interface Beginning {
        void begin(String transferSyntaxUid) throws IOException;
    }

    private final RetrieveService retrieve;
    private final OutputStream out;
    private final byte[] buffer = RangedBody.buffer();

    InstanceSender(RetrieveService retrieve, OutputStream out) {
        this.retrieve = retrieve;
        this.out = out;
    }

    /**
     * Sends the file in a transfer syntax, or as it is stored where its pixel data turns out to be nothing that can be decoded.
     *
     * @throws ArchiveException where there is no such file, or it proves to be unreadable half way
     */
    void send(GivenFile file, String transferSyntaxUid, Beginning beginning) throws IOException {
        String stored = file.instance().transferSyntaxUid();
        if (!transferSyntaxUid.equals(stored) && sendConverted(file, transferSyntaxUid, beginning)) return;
        try (InputStream in = file.open()) {
            beginning.begin(stored);
            RangedBody.copy(in, out, buffer);
        }
    }

    /** False where it can't be converted; nothing has been sent then. */
    private boolean sendConverted(GivenFile file, String transferSyntaxUid, Beginning beginning) throws IOException {
        InstanceRecord instance = file.instance();
        LateStart late = new LateStart(out, () -> {
            beginning.begin(transferSyntaxUid);
            String sopInstance = instance.id().instance().value();
            out.write(new FileMeta(instance.sopClassUid(), sopInstance, transferSyntaxUid).toBytes());
        });
        try {
            retrieve.writeDataSet(file, transferSyntaxUid, late);
            return true;
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.NOT_CONVERTIBLE && !late.started) return false;
            throw e;
        }
    }

    private interface Start {
        void run() throws IOException;
    }

    /** Runs something when the first byte comes. */
    private static final class LateStart extends FilterOutputStream {

        private final Start start;
        private boolean started;

        LateStart(OutputStream out, Start start) {
            super(out);
            this.start = start;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!started && length > 0) {
                started = true;
                start.run();
            }
            out.write(bytes, offset, length);
        }

        /** What is sent is for the answer's buffers to decide. */
        @Override
        public void flush() {}
    }
}
