package org.muniment.routes.audit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.muniment.camel.dicom.DicomEndpoint;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.audit.AuditLine;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.net.AssociationListener;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes who asked the archive for what, and what came of it: one line for each operation and each refused association,
 * as {@code key=value} in a fixed order, to a logger of its own. Of patients it tells no more than Study Instance UIDs.
 * As the first step of a route it sees the operation however that ends; of C-MOVE and C-GET it says what was given out to
 * whom, before the sub-operations send it.
 */
public final class AuditTrail implements Processor, AssociationListener {

    private static final Logger log = LoggerFactory.getLogger(AuditLine.LOGGER);

    private static final String SOURCE = "muniment.audit.source";
    private static final String LEVEL = "muniment.audit.level";
    private static final String STUDIES = "muniment.audit.studies";
    private static final String INSTANCES = "muniment.audit.instances";
    private static final int MAX_STUDIES = 20;
    /** Anything else a peer writes there could be anything. */
    private static final Set<String> LEVELS = Set.of("PATIENT", "STUDY", "SERIES", "IMAGE");

    /** Who is calling, by the name its file gives. */
    public static void source(Exchange exchange, String name) {
        exchange.setProperty(SOURCE, name);
    }

    /** The study an operation turned out to be about. */
    public static void studies(Exchange exchange, String... studyInstanceUids) {
        String listed = Arrays.stream(studyInstanceUids)
                .filter(uid -> !uid.isEmpty() && uid.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9'))
                .limit(MAX_STUDIES)
                .collect(Collectors.joining(","));
        if (!listed.isEmpty()) exchange.setProperty(STUDIES, listed);
    }

    /** How many instances were given out. */
    public static void instances(Exchange exchange, int count) {
        exchange.setProperty(INSTANCES, count);
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Attributes identifier) {
            String level = identifier.getString(Tag.QueryRetrieveLevel);
            if (level != null && LEVELS.contains(level)) exchange.setProperty(LEVEL, level);
            studies(exchange, identifier.getStrings(Tag.StudyInstanceUID));
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                log.info("{}", line(done));
            }
        });
    }

    @Override
    public void refused(String callingAet, InetAddress peer, AssociateReject reason) {
        log.info(
                "{}",
                new AuditLine()
                        .add("operation", "A-ASSOCIATE")
                        .add("outcome", "rejected")
                        .add("aet", callingAet)
                        .add("host", peer.getHostAddress())
                        .add("reason", reason.text()));
    }

    private static AuditLine line(Exchange exchange) {
        Message out = exchange.getMessage();
        Integer status = out.getHeader(DicomHeaders.STATUS, Integer.class);
        InetAddress peer = out.getHeader(DicomHeaders.PEER_ADDRESS, InetAddress.class);
        return new AuditLine()
                .add("operation", ((DicomEndpoint) exchange.getFromEndpoint()).getOperation())
                .add("outcome", status == null ? "none" : String.format("%04X", status))
                .add("source", exchange.getProperty(SOURCE))
                .add("aet", out.getHeader(DicomHeaders.CALLING_AET))
                .add("host", peer == null ? null : peer.getHostAddress())
                .add("association", out.getHeader(DicomHeaders.ASSOCIATION_ID))
                .add("message", out.getHeader(DicomHeaders.MESSAGE_ID))
                .add("level", exchange.getProperty(LEVEL))
                .add("study", exchange.getProperty(STUDIES))
                .add("matches", out.getHeader(DicomHeaders.MATCHES))
                .add("instances", exchange.getProperty(INSTANCES))
                .add("destination", out.getHeader(DicomHeaders.MOVE_DESTINATION))
                .add("comment", out.getHeader(DicomHeaders.ERROR_COMMENT));
    }
}
