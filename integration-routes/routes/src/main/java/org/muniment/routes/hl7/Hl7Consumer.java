package org.muniment.routes.hl7;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.muniment.routes.dimse.RedactedThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for connections, gives each a thread of a bounded pool, or closes it, and has its messages processed one after another. */
final class Hl7Consumer extends DefaultConsumer {

    private static final Logger log = LoggerFactory.getLogger(Hl7Consumer.class);
    private static final long STOP_SECONDS = 20;

    private final Hl7ListenerConfig config;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private ThreadPoolExecutor pool;

    Hl7Consumer(Hl7Listener endpoint, Processor processor, Hl7ListenerConfig config) {
        super(endpoint, processor);
        this.config = config;
    }

    int port() {
        return listener == null ? -1 : listener.getLocalPort();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        listener = new ServerSocket(config.port(), config.maxConnections(), InetAddress.getByName(config.bind()));
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                0,
                config.maxConnections(),
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> thread(task, "muniment-hl7-" + count.incrementAndGet()));
        thread(this::accept, "muniment-hl7-accept").start();
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                try {
                    pool.execute(() -> serve(socket));
                } catch (RejectedExecutionException full) {
                    log.warn(
                            "A connection from {} was closed: there are {} already",
                            socket.getInetAddress(),
                            config.maxConnections());
                    close(socket);
                }
            } catch (IOException e) {
                if (!listener.isClosed()) log.warn("A connection could not be accepted: {}", e.getMessage());
            }
        }
    }

    private void serve(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            MllpFrames frames = new MllpFrames(socket, config);
            for (Optional<MllpFrames.Frame> frame = frames.read();
                    frame.isPresent() && !isStoppingOrStopped();
                    frame = frames.read()) frames.write(answer(frame.get(), socket.getInetAddress()));
        } catch (IOException e) {
            log.debug("A connection from {} ended: {}", socket.getInetAddress(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("A connection was closed", RedactedThrowable.of(e));
        } finally {
            close(socket);
        }
    }

    private byte[] answer(MllpFrames.Frame frame, InetAddress peer) throws IOException {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setHeader(Hl7Listener.PEER, peer);
            exchange.getMessage().setHeader(Hl7Listener.TOO_LARGE, frame.tooLarge());
            exchange.getMessage().setBody(frame.content());
            getProcessor().process(exchange);
            if (exchange.getException() != null) throw exchange.getException();
            return exchange.getMessage().getBody(byte[].class);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void close(Socket socket) {
        connections.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("A connection could not be closed: {}", e.getMessage());
        }
    }

    /** Messages in work are answered; who waits for a message is told that there will be none. */
    @Override
    protected void doStop() throws Exception {
        if (listener != null) listener.close();
        for (Socket socket : connections) {
            try {
                socket.shutdownInput();
            } catch (IOException e) {
                log.debug("A connection had ended: {}", e.getMessage());
            }
        }
        if (pool != null) {
            pool.shutdown();
            if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) connections.forEach(this::close);
        }
        super.doStop();
    }
}
