package org.muniment.dicom.net.dimse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.muniment.dicom.net.upperlayer.PDataOutput;
import org.muniment.dicom.net.upperlayer.UpperLayer;

/** Sends messages one after another, whoever they come from: fragments of two must not mix (PS3.8 Annex E.1). */
public final class MessageOutput {

    /** Writes a data set. */
    @FunctionalInterface
    public interface DataSet {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The data set could not be made, and nothing of the message was sent. The association is as good as before. */
    public static final class DataSetException extends IOException {
        DataSetException(Throwable cause) {
            super(cause);
        }
    }

    private final ReentrantLock oneMessage = new ReentrantLock();
    private final UpperLayer layer;
    private final PDataOutput out;

    public MessageOutput(UpperLayer layer, int maxPduLength) {
        this.layer = layer;
        this.out = new PDataOutput(layer, maxPduLength);
    }

    /** Sends a command without data set. */
    public void send(int contextId, Command command) throws IOException {
        oneMessage.lock();
        try {
            writeCommand(contextId, command);
            out.send();
        } finally {
            oneMessage.unlock();
        }
    }

    /** Leaves a command to be sent together with the next message, which must follow soon. */
    public void sendLater(int contextId, Command command) throws IOException {
        oneMessage.lock();
        try {
            writeCommand(contextId, command);
        } finally {
            oneMessage.unlock();
        }
    }

    /**
     * Sends a command and its data set.
     *
     * @throws DataSetException where {@code dataSet} failed in time to take the message back. Where it failed later, the
     *     association is aborted
     */
    public void send(int contextId, Command command, DataSet dataSet) throws IOException {
        oneMessage.lock();
        try {
            writeCommand(contextId, command);
            out.begin(contextId, false);
            try {
                dataSet.writeTo(out);
            } catch (IOException | RuntimeException e) {
                if (out.takeBack()) {
                    out.send();
                    throw new DataSetException(e);
                }
                layer.abort("a data set could not be sent to its end");
                throw new IOException("data set failed half way", e);
            }
            out.end();
            out.send();
        } finally {
            oneMessage.unlock();
        }
    }

    private void writeCommand(int contextId, Command command) throws IOException {
        out.begin(contextId, true);
        out.write(CommandCodec.write(command));
        out.end();
    }
}
