package org.muniment.dicom.net;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A server that forgets what it is sent, to be run by hand: {@code ToyServer <port>}. Measures the network alone. */
final class ToyServer {

    private ToyServer() {}

    static final StoreScp NULL_SINK = (association, request, dataSet) -> {
        drain(dataSet);
        return DimseStatus.SUCCESS;
    };

    static void drain(InputStream in) throws java.io.IOException {
        byte[] buffer = new byte[64 * 1024];
        while (in.read(buffer) >= 0) {}
    }

    public static void main(String[] args) throws Exception {
        ServerConfig config = ServerConfig.defaults().withBind("127.0.0.1", Integer.parseInt(args[0]));
        DicomServer server = DicomServer.start(
                config,
                ToyArchive.capabilities(ToyArchive.NATIVE),
                new ToyArchive().services().withStore(NULL_SINK));
        System.out.println("listening on " + server.port());
        new CountDownLatch(1).await();
    }
}
