package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.dimse.Command;
import org.muniment.dicom.net.dimse.CommandBytes;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.Pdu;
import org.muniment.dicom.net.pdu.PduReader;
import org.muniment.dicom.net.pdu.PduType;
import org.muniment.dicom.net.pdu.PduWriter;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.UserInformation;

/** A peer that sends exactly the bytes it is told to: malformed traffic in three lines of test. */
final class RawPeer implements Closeable {

    static final int COMMAND = 1;
    static final int LAST = 2;

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer connect(int port) throws IOException {
        return new RawPeer(new Socket("127.0.0.1", port));
    }

    /** Takes the next connection somebody makes. */
    static RawPeer accept(ServerSocket listener) throws IOException {
        listener.setSoTimeout(PATIENCE_MILLIS);
        return new RawPeer(listener.accept());
    }

    /** Connected and associated with these contexts proposed. */
    static RawPeer associated(int port, PresentationContext... contexts) throws IOException {
        RawPeer peer = connect(port).send(request(contexts));
        assertThat(peer.receive()).isInstanceOf(AssociateAccept.class);
        return peer;
    }

    // ---- what to send ----

    static AssociateRequest request(PresentationContext... contexts) {
        return request(1, UID.DicomApplicationContext, contexts);
    }

    static AssociateRequest request(int version, String applicationContext, PresentationContext... contexts) {
        UserInformation info =
                new UserInformation(16_384, "1.2.3", null, null, List.of(), List.of(), List.of(), null, null);
        return new AssociateRequest(version, "ARCHIVE", "RAW", applicationContext, List.of(contexts), info);
    }

    static PresentationContext context(int id, String abstractSyntax) {
        return new PresentationContext(id, abstractSyntax, List.of(UID.ImplicitVRLittleEndian));
    }

    static byte[] pdu(int type, int declaredLength, byte[] body) {
        return ByteBuffer.allocate(6 + body.length)
                .putShort((short) (type << 8))
                .putInt(declaredLength)
                .put(body)
                .array();
    }

    static byte[] pData(byte[]... pdvs) {
        byte[] body = concat(pdvs);
        return pdu(4, body.length, body);
    }

    static byte[] pdv(int contextId, int control, byte[] data) {
        return pdv(data.length + 2, contextId, control, data);
    }

    static byte[] pdv(int declaredLength, int contextId, int control, byte[] data) {
        return ByteBuffer.allocate(6 + data.length)
                .putInt(declaredLength)
                .put((byte) contextId)
                .put((byte) control)
                .put(data)
                .array();
    }

    static byte[] command(int contextId, Command command) {
        return pData(pdv(contextId, COMMAND | LAST, CommandBytes.of(command)));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    RawPeer send(Pdu pdu) throws IOException {
        return send(PduWriter.write(pdu));
    }

    RawPeer send(String hex) throws IOException {
        return send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    RawPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    // ---- what comes back ----

    private record RawPdu(PduType type, byte[] body) {}

    private RawPdu next() throws IOException {
        PduType type = PduType.of(in.readUnsignedByte());
        in.readByte();
        return new RawPdu(type, in.readNBytes(in.readInt()));
    }

    /** The next PDU, not P-DATA. */
    Pdu receive() throws IOException {
        RawPdu pdu = next();
        return PduReader.read(pdu.type(), pdu.body());
    }

    /** The next message's command; expects it in a PDV of its own. */
    Command receiveCommand() throws IOException {
        byte[] body;
        do {
            RawPdu pdu = next();
            assertThat(pdu.type()).isEqualTo(PduType.P_DATA_TF);
            body = pdu.body();
        } while ((body[5] & COMMAND) == 0);
        return CommandBytes.read(Arrays.copyOfRange(body, 6, body.length));
    }

    void expect(Pdu pdu) throws IOException {
        assertThat(receive()).isEqualTo(pdu);
    }

    void expectAbort(Abort abort) throws IOException {
        expect(abort);
        close();
    }

    /** Nothing more comes. */
    void expectClosed() throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (SocketException reset) {
            // closed with something of ours unread
        }
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
