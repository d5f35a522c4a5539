package org.muniment.routes.mpps;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.order.PerformedStep;
import org.muniment.camel.dicom.DicomHeaders;
import org.muniment.core.order.PerformedProcedureSteps;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.routes.audit.AuditTrail;
import org.muniment.routes.dimse.Callers;
import org.muniment.routes.dimse.DimseRefusal;
import org.muniment.routes.dimse.UuidDerivedUid;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.SourceRegistry;

/**
 * Modality Performed Procedure Step by N-CREATE and N-SET, PS3.4 F.7, and its retrieval by N-GET, F.8. No redelivery and no dead letters: the
 * modality is told success once the step is durable; an N-SET sent again to a step that has not ended changes nothing.
 */
public final class MppsRoute extends RouteBuilder {

    private final PerformedProcedureSteps steps;
    private final Callers callers;
    private final AuditTrail audit;

    public MppsRoute(PerformedProcedureSteps steps, SourceRegistry sources, AuditTrail audit) {
        this.steps = steps;
        this.callers = new Callers(sources);
        this.audit = audit;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("dicom:n-create")
                .routeId("dicom-n-create")
                .process(audit)
                .process(only(UID.ModalityPerformedProcedureStep))
                .process(callers.whoMay(Permission.MPPS))
                .process(this::create);
        from("dicom:n-set")
                .routeId("dicom-n-set")
                .process(audit)
                .process(only(UID.ModalityPerformedProcedureStep))
                .process(callers.whoMay(Permission.MPPS))
                .process(this::set);
        from("dicom:n-get")
                .routeId("dicom-n-get")
                .process(audit)
                .process(only(UID.ModalityPerformedProcedureStepRetrieve))
                .process(callers.whoMay(Permission.MPPS))
                .process(this::get);
    }

    /** Contexts of other classes are accepted for other operations. */
    private static Processor only(String sopClassUid) {
        return exchange -> {
            if (!sopClassUid.equals(exchange.getMessage().getHeader(DicomHeaders.SOP_CLASS_UID, String.class))) {
                throw new DimseRefusal(DimseStatus.UNRECOGNIZED_OPERATION.withComment("not of this SOP class"));
            }
        };
    }

    private void create(Exchange exchange) {
        Message in = exchange.getMessage();
        String named = in.getHeader(DicomHeaders.SOP_INSTANCE_UID, String.class);
        // PS3.7 10.1.5.1.3: where the requestor names none, the performer does
        SopInstanceUid uid = named == null ? new SopInstanceUid(UuidDerivedUid.next()) : new SopInstanceUid(named);
        studies(exchange, steps.create(uid, in.getBody(Attributes.class), caller(in)));
        in.setBody(new NormalizedResponse(DimseStatus.SUCCESS, uid.value(), null));
    }

    private void set(Exchange exchange) {
        Message in = exchange.getMessage();
        studies(exchange, steps.set(instance(in), in.getBody(Attributes.class), caller(in)));
        in.setBody(NormalizedResponse.SUCCESS);
    }

    private void get(Exchange exchange) {
        Message in = exchange.getMessage();
        SopInstanceUid uid = instance(in);
        PerformedStep step = steps.find(uid)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "no performed procedure step " + uid));
        studies(exchange, step);
        List<?> wanted = in.getHeader(DicomHeaders.ATTRIBUTE_IDENTIFIERS, List.class);
        in.setBody(NormalizedResponse.of(DimseStatus.SUCCESS, selection(step.attributes(), wanted)));
    }

    /** Those asked for, or all; with the character set, without which text means nothing. */
    private static Attributes selection(Attributes all, List<?> wanted) {
        Attributes selected = new Attributes();
        for (Attributes.Element element : all.elements()) {
            if (wanted.isEmpty() || wanted.contains(element.tag()) || element.tag() == Tag.SpecificCharacterSet) {
                selected.put(element);
            }
        }
        return selected;
    }

    private static SopInstanceUid instance(Message in) {
        return new SopInstanceUid(in.getHeader(DicomHeaders.SOP_INSTANCE_UID, String.class));
    }

    private static String caller(Message in) {
        return in.getHeader(DicomHeaders.CALLING_AET, String.class);
    }

    private static void studies(Exchange exchange, PerformedStep step) {
        AuditTrail.studies(
                exchange, step.studies().stream().map(study -> study.value()).toArray(String[]::new));
    }
}
