package org.muniment.s3proxy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passes a request on as it came, by HTTP/1.0, which spares both sides chunks and connections kept. The JDK's clients would not do: they set the
 * Host header themselves, and requests are signed with it.
 */
final class HttpRelay {

    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "expect", "keep-alive", "transfer-encoding", "te");

    private final URI behind;

    HttpRelay(URI behind) {
        this.behind = behind;
    }

    /** RFC 9110, 5.6.7. */
    static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME
                .format(instant.atOffset(ZoneOffset.UTC))
                .replace("Z", "GMT");
    }

    Answer pass(HttpExchange exchange) throws IOException {
        Socket socket = new Socket(behind.getHost(), behind.getPort());
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " HTTP/1.0\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (Map.Entry<String, List<String>> header :
                    exchange.getRequestHeaders().entrySet()) {
                if (HOP_BY_HOP.contains(header.getKey().toLowerCase())) continue;
                for (String value : header.getValue())
                    out.write((header.getKey() + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            exchange.getRequestBody().transferTo(out);
            out.flush();
            return read(
                    socket, new BufferedInputStream(socket.getInputStream(), 1 << 16), exchange.getResponseHeaders());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Answer read(Socket socket, InputStream in, Headers headers) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        long length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).trim();
            if (name.equalsIgnoreCase("content-length")) length = Long.parseLong(value);
            else if (!HOP_BY_HOP.contains(name.toLowerCase()) && !name.equalsIgnoreCase("date"))
                headers.add(name, value);
        }
        return new Answer(socket, in, status, length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new IOException("the server has closed the connection");
            if (b != '\r') line.append((char) b);
        }
        return line.toString();
    }

    /** An answer whose body was not read yet; {@code length} is -1 where its end is the connection's. */
    record Answer(Socket socket, InputStream body, int status, long length) {

        void send(HttpExchange exchange) throws IOException {
            try (socket) {
                boolean hasBody =
                        !exchange.getRequestMethod().equals("HEAD") && status != 204 && status != 304 && length != 0;
                if (!hasBody && length >= 0) exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
                exchange.sendResponseHeaders(status, hasBody ? Math.max(0, length) : -1);
                if (hasBody) body.transferTo(exchange.getResponseBody());
            }
        }

        void drop() throws IOException {
            socket.close();
        }
    }
}
