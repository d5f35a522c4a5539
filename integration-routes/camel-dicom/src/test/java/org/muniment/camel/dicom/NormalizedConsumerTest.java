package org.muniment.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.ServedAssociation;

/** DIMSE-N by routes on both sides. */
class NormalizedConsumerTest {

    private static final String MPPS = UID.ModalityPerformedProcedureStep;
    private static final Map<String, Object> STEP =
            Map.of(DicomHeaders.SOP_CLASS_UID, MPPS, DicomHeaders.SOP_INSTANCE_UID, "1.2.3");

    private static DicomTestContext start() throws Exception {
        return DicomTestContext.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("dicom:n-create").process(exchange -> {});
                from("dicom:n-get").process(exchange -> answerWithWhatWasAsked(exchange));
                from("dicom:n-action").process(exchange -> exchange.getMessage()
                        .setBody(DimseStatus.NO_SUCH_ACTION_TYPE.withComment(
                                "action " + exchange.getMessage().getHeader(DicomHeaders.ACTION_TYPE))));
                from("dicom:n-set").process(exchange -> {
                    throw new IllegalStateException("DOE^JANE");
                });
            }
        });
    }

    private static void answerWithWhatWasAsked(Exchange exchange) {
        List<?> tags = exchange.getMessage().getHeader(DicomHeaders.ATTRIBUTE_IDENTIFIERS, List.class);
        assertThat(exchange.getMessage()
                        .getHeader(DicomHeaders.ASSOCIATION, ServedAssociation.class)
                        .isOpen())
                .isTrue();
        exchange.getMessage().setBody(NormalizedResponse.of(DimseStatus.SUCCESS, patient("asked for " + tags.size())));
    }

    private static Attributes patient(String id) {
        Attributes attributes = new Attributes();
        attributes.setString(Tag.PatientID, VR.LO, id);
        return attributes;
    }

    private static Exchange send(DicomTestContext context, String operation, Object body, Map<String, Object> headers) {
        return context.camel.createProducerTemplate().send(context.producer(operation, ""), exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    @Test
    void shouldAnswerSuccessWithoutDataSetWhereTheRouteLeavesTheRequestInPlace() throws Exception {
        try (DicomTestContext context = start()) {
            Exchange answer = send(context, "n-create", patient("P1"), STEP);
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(DicomHeaders.STATUS)).isEqualTo(0);
            assertThat(answer.getMessage().getBody()).isNull();
        }
    }

    @Test
    void shouldAnswerWithTheDataSetOfTheRoute() throws Exception {
        try (DicomTestContext context = start()) {
            Map<String, Object> headers = new java.util.HashMap<>(STEP);
            headers.put(DicomHeaders.ATTRIBUTE_IDENTIFIERS, List.of(Tag.PatientID));
            Exchange answer = send(context, "n-get", null, headers);
            assertThat(answer.getMessage().getBody(Attributes.class).getString(Tag.PatientID))
                    .isEqualTo("asked for 1");
        }
    }

    @Test
    void shouldTellTheProducerAFailure() throws Exception {
        try (DicomTestContext context = start()) {
            Map<String, Object> headers = new java.util.HashMap<>(STEP);
            headers.put(DicomHeaders.ACTION_TYPE, 5);
            Exchange answer = send(context, "n-action", patient("P1"), headers);
            assertThat(answer.getException()).hasMessageContaining("N-ACTION answered 0123H (action 5)");
            assertThat(send(context, "n-set", patient("P1"), STEP).getException())
                    .hasMessageContaining("0110H (IllegalStateException)");
            assertThat(send(context, "n-delete", null, STEP).getException()).hasMessageContaining("0211H");
        }
    }

    @Test
    void shouldNotSendWhatNamesNoInstance() throws Exception {
        try (DicomTestContext context = start()) {
            assertThatThrownBy(() -> context.camel
                            .createProducerTemplate()
                            .sendBodyAndHeader(
                                    context.producer("n-set", ""), patient("P1"), DicomHeaders.SOP_CLASS_UID, MPPS))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasStackTraceContaining(DicomHeaders.SOP_INSTANCE_UID);
        }
    }
}
