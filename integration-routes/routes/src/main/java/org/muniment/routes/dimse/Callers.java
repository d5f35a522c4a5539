package org.muniment.routes.dimse;

import java.net.InetAddress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/** Asks at each operation who is calling: what a source may do can change while it is associated. */
public final class Callers {

    private static final String SOURCE = "muniment.source";

    private final SourceRegistry sources;

    public Callers(SourceRegistry sources) {
        this.sources = sources;
    }

    /** Refuses with 0124H (not authorized) whom the registry does not permit this. */
    public Processor whoMay(Permission permission) {
        return exchange -> {
            Message in = exchange.getMessage();
            Source source = sources.caller(
                            in.getHeader(DicomHeaders.CALLING_AET, String.class),
                            in.getHeader(DicomHeaders.PEER_ADDRESS, InetAddress.class))
                    .orElseThrow(() -> notAuthorized("the calling AE title is not known"));
            AuditTrail.source(exchange, source.name());
            if (!source.may(permission)) throw notAuthorized("this source may not " + permission.word());
            exchange.setProperty(SOURCE, source);
        };
    }

    /** The source that {@link #whoMay} let through. */
    public static Source of(Exchange exchange) {
        return exchange.getProperty(SOURCE, Source.class);
    }

    private static DimseRefusal notAuthorized(String comment) {
        return new DimseRefusal(DimseStatus.NOT_AUTHORIZED.withComment(comment));
    }
}
