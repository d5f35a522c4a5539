package org.muniment.dicom.net.upperlayer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.muniment.dicom.net.pdu.PduType;

/**
 * Packs messages into P-DATA-TF PDUs of one PDV each and sends many of them by one write. Used by one thread at a time,
 * which holds the right to send a message.
 */
public final class PDataOutput extends OutputStream {

    private static final int PDV_HEADER_LENGTH = 6;
    private static final int HEADERS_LENGTH = PduType.HEADER_LENGTH + PDV_HEADER_LENGTH;
    private static final int INITIAL_BUFFER = 2 * 1024;
    /** What the JDK hands to the system at a time; more would be cut in pieces there. */
    private static final int MAX_BUFFER = 128 * 1024;

    private static final int COMMAND = 1;
    private static final int LAST = 2;

    private final UpperLayer layer;
    private final int maxFragment;

    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BUFFER);
    private int messageStart;
    private boolean messageUnderWay;
    private int fragmentStart;
    private int contextId;
    private boolean command;

    /** @param maxPduLength what the peer takes, 0 for no limit */
    public PDataOutput(UpperLayer layer, int maxPduLength) {
        this.layer = layer;
        int largest = MAX_BUFFER - PduType.HEADER_LENGTH;
        int pduLength = maxPduLength == 0 ? largest : Math.min(maxPduLength, largest);
        // PS3.8 Annex E.2: fragments have even length
        maxFragment = pduLength - PDV_HEADER_LENGTH & ~1;
    }

    /** Begins a message: its command set, or, with the same context, its data set after that. */
    public void begin(int presentationContextId, boolean isCommand) throws IOException {
        contextId = presentationContextId;
        command = isCommand;
        if (isCommand) {
            messageStart = buffer.position();
            messageUnderWay = false;
        }
        beginFragment();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int room = maxFragment - (buffer.position() - fragmentStart);
            if (room == 0) {
                endFragment(false);
                beginFragment();
                room = maxFragment;
            }
            int count = Math.min(left, Math.min(room, growTo(Math.min(left, room))));
            buffer.put(bytes, from, count);
            from += count;
            left -= count;
            if (left > 0 && !buffer.hasRemaining()) {
                endFragment(false);
                beginFragment();
            }
        }
    }

    /** Ends the command set or data set begun. */
    public void end() {
        endFragment(true);
    }

    /** Takes back the message begun. @return false where part of it has been sent already */
    public boolean takeBack() {
        if (messageUnderWay) return false;
        buffer.position(messageStart);
        return true;
    }

    /** Sends what is complete; not for use within a data set. */
    public void send() throws IOException {
        if (buffer.position() == 0) return;
        int length = buffer.position();
        buffer.position(0);
        messageStart = 0;
        layer.sendPData(buffer.array(), 0, length);
    }

    /** Nothing: PDUs go out when there are enough of them, or at {@link #send}. */
    @Override
    public void flush() {}

    private void beginFragment() throws IOException {
        if (growTo(HEADERS_LENGTH + 2) < HEADERS_LENGTH + 2) {
            messageUnderWay = buffer.position() > messageStart;
            send();
        }
        buffer.position(buffer.position() + HEADERS_LENGTH);
        fragmentStart = buffer.position();
    }

    private void endFragment(boolean last) {
        int length = buffer.position() - fragmentStart;
        buffer.putShort(fragmentStart - 12, (short) (PduType.P_DATA_TF.code() << 8));
        buffer.putInt(fragmentStart - 10, length + PDV_HEADER_LENGTH);
        buffer.putInt(fragmentStart - 6, length + 2);
        buffer.put(fragmentStart - 2, (byte) contextId);
        buffer.put(fragmentStart - 1, (byte) ((command ? COMMAND : 0) | (last ? LAST : 0)));
    }

    /** Makes room, within the bound. @return the room there is, which may be less than {@code wanted} */
    private int growTo(int wanted) {
        int needed = buffer.position() + wanted;
        if (needed > buffer.capacity() && buffer.capacity() < MAX_BUFFER) {
            int capacity = Math.min(MAX_BUFFER, Math.max(needed, 2 * buffer.capacity()));
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).position(buffer.position());
        }
        return buffer.remaining();
    }
}
