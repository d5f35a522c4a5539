package org.muniment.routes.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer that sends whatever bytes it is told to, and reads what comes. */
final class MllpPeer implements AutoCloseable {

    private final Socket socket;

    MllpPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    /** Framed as it must be. */
    String send(String message) throws IOException {
        sendRaw('\u000b' + message + "\u001c\r");
        return read();
    }

    void sendRaw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The next message; empty where the connection was closed instead. */
    String read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                bytes.write(b);
                if (b == 0x1c) {
                    socket.getInputStream().read(); // carriage return
                    return bytes.toString(StandardCharsets.ISO_8859_1);
                }
            }
        } catch (java.net.SocketException reset) {
            return "";
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
