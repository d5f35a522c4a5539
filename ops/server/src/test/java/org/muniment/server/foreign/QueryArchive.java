package org.muniment.server.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** DCMTK's archive dcmqrscp in a folder of its own, under the AE title MUNIMENT. Stores and queries, for comparison. */
final class QueryArchive implements AutoCloseable {

    private final Process process;
    private final int port;

    private QueryArchive(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static QueryArchive start(Path folder) throws IOException {
        int port = Commands.freePort();
        Path objects = Files.createDirectory(folder.resolve("objects"));
        Path config = Files.writeString(
                folder.resolve("dcmqrscp.cfg"),
                """
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                MUNIMENT %s RW (1000, 1024mb) ANY
                AETable END
                """
                        .formatted(objects));
        // a process for each association: one that crashes, as 3.6.7 may, takes no other with it
        Process process = new ProcessBuilder("dcmqrscp", "--fork", "-c", config.toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dcmqrscp.log").toFile())
                .start();
        Commands.awaitListener(port);
        return new QueryArchive(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
