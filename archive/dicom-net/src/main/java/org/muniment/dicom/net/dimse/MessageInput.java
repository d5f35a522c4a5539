package org.muniment.dicom.net.dimse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntPredicate;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.InvalidPduException;
import org.muniment.dicom.net.upperlayer.AssociationEndedException;
import org.muniment.dicom.net.upperlayer.Pdv;
import org.muniment.dicom.net.upperlayer.UpperLayer;

/**
 * Puts messages together from PDVs, PS3.8 Annex E.2. Fragments that belong nowhere abort the association: there is no
 * other way to go on from them.
 */
public final class MessageInput {

    private static final int MAX_COMMAND_LENGTH = 64 * 1024;

    private final UpperLayer layer;
    private final IntPredicate acceptedContext;

    private int contextId;
    private int messages;
    private boolean dataSetLeft;
    private Pdv pdv;

    /** @param acceptedContext tells the ids of presentation contexts that were accepted */
    public MessageInput(UpperLayer layer, IntPredicate acceptedContext) {
        this.layer = layer;
        this.acceptedContext = acceptedContext;
    }

    /** The next command; what is left of the last message's data set is skipped. @return null at the end */
    public Command next() throws AssociationEndedException {
        skipDataSet();
        messages++;
        pdv = layer.nextPdv(false);
        if (pdv == null) return null;
        if (!acceptedContext.test(pdv.contextId())) {
            throw breach(
                    Abort.INVALID_PDU_PARAMETER_VALUE,
                    "PDV for presentation context " + pdv.contextId() + ", which is not accepted");
        }
        if (!pdv.command()) throw breach(Abort.UNEXPECTED_PDU_PARAMETER, "data set fragment without a command");
        contextId = pdv.contextId();
        byte[] bytes = commandBytes();
        try {
            Command command = CommandCodec.read(bytes);
            dataSetLeft = command.hasDataSet();
            return command;
        } catch (IllegalArgumentException e) {
            throw breach(Abort.INVALID_PDU_PARAMETER_VALUE, e.getMessage());
        }
    }

    /** Presentation context of the message. */
    public int contextId() {
        return contextId;
    }

    /** The data set of the message, as its fragments come; empty where it has none. No good once the next one is read. */
    public InputStream dataSet() {
        return new DataSetInputStream();
    }

    /** Reads over what is left of the message's data set, so that the message is complete and can be answered. */
    public void skipDataSet() throws AssociationEndedException {
        while (dataSetLeft) nextDataSetFragment();
    }

    private byte[] commandBytes() throws AssociationEndedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        byte[] chunk = new byte[256];
        while (true) {
            while (layer.pdvLeft() > 0) {
                bytes.write(chunk, 0, layer.read(chunk, 0, chunk.length));
                if (bytes.size() > MAX_COMMAND_LENGTH) {
                    throw breach(Abort.INVALID_PDU_PARAMETER_VALUE, "command set of more than 64 kB");
                }
            }
            if (pdv.last()) return bytes.toByteArray();
            nextFragment(true);
        }
    }

    private void nextDataSetFragment() throws AssociationEndedException {
        nextFragment(false);
        if (pdv.last()) dataSetLeft = false;
    }

    private void nextFragment(boolean command) throws AssociationEndedException {
        pdv = layer.nextPdv(true);
        if (pdv == null) throw new AssociationEndedException("association ended within a message");
        if (pdv.contextId() != contextId) {
            throw breach(
                    acceptedContext.test(pdv.contextId())
                            ? Abort.UNEXPECTED_PDU_PARAMETER
                            : Abort.INVALID_PDU_PARAMETER_VALUE,
                    "fragment for presentation context " + pdv.contextId() + " within a message of context "
                            + contextId);
        }
        if (pdv.command() != command) {
            throw breach(
                    Abort.UNEXPECTED_PDU_PARAMETER,
                    command ? "data set begins within a command set" : "command set instead of the data set announced");
        }
    }

    private AssociationEndedException breach(int reason, String message) {
        layer.abort(new InvalidPduException(reason, message));
        return new AssociationEndedException(message);
    }

    /** Reads across fragments, straight from the connection's buffer. */
    private final class DataSetInputStream extends InputStream {

        private final int message = messages;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (message != messages) throw new IOException("this data set is over");
            if (length == 0) return 0;
            while (dataSetLeft || layer.pdvLeft() > 0) {
                if (layer.pdvLeft() > 0) return layer.read(target, offset, length);
                nextDataSetFragment();
            }
            return -1;
        }

        @Override
        public int available() {
            return message == messages ? layer.pdvLeft() : 0;
        }
    }
}
