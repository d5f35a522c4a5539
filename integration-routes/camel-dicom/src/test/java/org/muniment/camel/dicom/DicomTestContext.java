package org.muniment.camel.dicom;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.muniment.dicom.SopClasses;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.Capabilities;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.ServerConfig;

/** A context with one listener on a free loopback port, and clients for it. */
final class DicomTestContext implements AutoCloseable {

    static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);
    static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    final DefaultCamelContext camel = new DefaultCamelContext();
    final DicomListener listener;

    private DicomTestContext(DicomListener listener) {
        this.listener = listener;
        camel.getRegistry().bind("listener", listener);
    }

    static DicomListener listenerOn(int port) {
        return new DicomListener(
                ServerConfig.defaults().withBind("127.0.0.1", port), capabilities(), List.of(), Duration.ofSeconds(10));
    }

    static DicomTestContext prepare() {
        return new DicomTestContext(listenerOn(0));
    }

    static DicomTestContext start(RouteBuilder routes) throws Exception {
        DicomTestContext context = prepare();
        context.camel.addRoutes(routes);
        context.camel.start();
        return context;
    }

    private static Capabilities capabilities() {
        Capabilities capabilities = new Capabilities()
                .support(UID.Verification, NATIVE)
                .support(UID.ModalityPerformedProcedureStep, NATIVE)
                .support(FIND, NATIVE, new byte[] {1, 1, 1})
                .support(MOVE, NATIVE, new byte[] {1})
                .support(GET, NATIVE);
        SopClasses.storage().forEach(uid -> capabilities.support(uid, NATIVE));
        return capabilities;
    }

    AssociateOptions to() {
        return AssociateOptions.to(new Destination("SCP", "127.0.0.1", listener.port()), "SCU")
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    /** Associates for these SOP classes. */
    ScuAssociation associate(String... sopClasses) throws IOException {
        AssociateOptions options = to();
        for (String sopClass : sopClasses) options = options.propose(sopClass, UID.ExplicitVRLittleEndian);
        return ScuAssociation.open(options);
    }

    /** The URI of a producer of this operation towards the listener. */
    String producer(String operation, String options) {
        return "dicom:" + operation + ":127.0.0.1:" + listener.port() + "?dimseTimeout=20s" + options;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
