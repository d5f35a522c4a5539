package org.muniment.server.hostile;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.muniment.dicom.net.DimseStatus;

/** Sends exactly the bytes it is told to, and says in a few words what comes back. */
final class RawPeer implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connected and associated, with the contexts of {@link Wire}. */
    static RawPeer associated(int port) throws IOException {
        RawPeer peer = new RawPeer(port);
        String answer = peer.send(Wire.GOOD_REQUEST).hear();
        if (!answer.equals("A-ASSOCIATE-AC")) throw new IOException(answer);
        return peer;
    }

    // ---- what to send ----

    RawPeer send(byte[]... parts) throws IOException {
        socket.getOutputStream().write(Wire.concat(parts));
        return this;
    }

    /** False where the other side has closed the connection. */
    boolean trySend(byte one) throws IOException {
        try {
            socket.getOutputStream().write(one);
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    // ---- what comes back ----

    /** The next PDU by its name, with the numbers of a rejection or an abort; or "closed". */
    String hear() throws IOException {
        try {
            int type = in.readUnsignedByte();
            in.readByte();
            byte[] body = in.readNBytes(in.readInt());
            return switch (type) {
                case 2 -> "A-ASSOCIATE-AC";
                case 3 -> "A-ASSOCIATE-RJ " + body[1] + "/" + body[2] + "/" + body[3];
                case 4 -> "P-DATA " + response(body);
                case 6 -> "A-RELEASE-RP";
                case 7 -> "A-ABORT " + body[2] + "/" + body[3];
                default -> "PDU " + type;
            };
        } catch (EOFException | SocketException e) {
            return "closed";
        }
    }

    /** The response in a P-DATA-TF with nothing else in it. */
    private static DimseStatus response(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).position(6);
        int status = -1;
        String comment = null;
        while (in.remaining() >= 8) {
            in.getShort();
            int element = in.getShort() & 0xFFFF;
            byte[] value = new byte[in.getInt()];
            in.get(value);
            if (element == 0x0900) status = value[0] & 0xFF | (value[1] & 0xFF) << 8;
            if (element == 0x0902) comment = new String(value, StandardCharsets.US_ASCII).trim();
        }
        return DimseStatus.of(status, comment);
    }

    /** Gone without a word: what is on its way to us is answered by a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
