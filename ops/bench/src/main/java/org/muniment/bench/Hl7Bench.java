package org.muniment.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** HL7 v2 messages per second: each of another patient, sent when the one before on its connection is acknowledged. */
public final class Hl7Bench {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Hl7Bench() {}

    public static void main(String[] arguments) throws Exception {
        Path repository = Path.of(arguments[0]);
        int messages = Integer.parseInt(arguments[1]);
        Path home = Files.createTempDirectory("muniment-bench-hl7");
        try (Archive archive = Archive.muniment(repository, home, Archive.freePort())) {
            run(archive.hl7Port(), 4, messages / 4, Hl7Bench::patient); // warms up
            for (int connections : new int[] {1, 4, 16}) {
                report(
                        "ADT^A08",
                        connections,
                        messages,
                        run(archive.hl7Port(), connections, messages, Hl7Bench::patient));
                report(
                        "OMI^O23",
                        connections,
                        messages,
                        run(archive.hl7Port(), connections, messages, Hl7Bench::order));
            }
            String again = order(NUMBER.incrementAndGet());
            report("repeated", 4, messages, run(archive.hl7Port(), 4, messages, number -> again));
        }
    }

    private static void report(String kind, int connections, int messages, double seconds) {
        System.out.printf("%-8s %2d connections: %6.0f messages/s%n", kind, connections, messages / seconds);
    }

    private static double run(int port, int connections, int messages, IntFunction<String> message) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            List<Future<Void>> senders = new ArrayList<>();
            Callable<Void> sender = () -> send(port, messages / connections, message);
            for (int i = 0; i < connections; i++) senders.add(pool.submit(sender));
            for (Future<Void> sent : senders) sent.get();
            return (System.nanoTime() - start) / 1e9;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Void send(int port, int messages, IntFunction<String> message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < messages; i++) {
                byte[] text = message.apply(NUMBER.incrementAndGet()).getBytes(StandardCharsets.ISO_8859_1);
                ByteArrayOutputStream framed = new ByteArrayOutputStream(text.length + 3);
                framed.write(0x0b);
                framed.write(text);
                framed.write(0x1c);
                framed.write('\r');
                socket.getOutputStream().write(framed.toByteArray());
                String answer = read(in);
                if (!answer.contains("MSA|AA|")) throw new IOException("answered " + answer.replace('\r', ' '));
            }
        }
        return null;
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0x1c; b = in.read()) {
            if (b < 0) throw new IOException("the connection was closed");
            answer.write(b);
        }
        in.read(); // carriage return
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    private static String header(String type, int number) {
        return "MSH|^~\\&|BENCH|B|M|M|20240229103000||" + type + "|B" + number + "|P|2.5.1\r" + "PID|||" + number
                + "^^^BENCH||Bench^Number" + number + "||19700101|F\r";
    }

    private static String patient(int number) {
        return header("ADT^A08", number) + "PV1|1|I\r";
    }

    private static String order(int number) {
        return header("OMI^O23", number) + "ORC|NW|P" + number + "|F" + number
                + "||SC\rTQ1|||||||20240301083000\rOBR||P" + number + "|F" + number + "|CT^CT chest^L\rIPC|A" + number
                + "|R" + number + "|1.2.276.9." + number + "|S1|CT\r";
    }
}
