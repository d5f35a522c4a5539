package org.muniment.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

class DicomListenerTest {

    private static final RouteBuilder ECHO = new RouteBuilder() {
        @Override
        public void configure() {
            from("dicom:echo").routeId("echo").process(exchange -> {});
        }
    };

    @Test
    void shouldListenOnlyWhileTheContextIsUp() throws Exception {
        DicomTestContext context = DicomTestContext.prepare();
        context.camel.addRoutes(ECHO);
        assertThat(context.listener.isListening()).isFalse();

        context.camel.start();
        try (ScuAssociation scu = context.associate(UID.Verification)) {
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
        }

        context.close();
        assertThat(context.listener.isListening()).isFalse();
    }

    @Test
    void shouldFailTheStartWhereThePortIsTaken() throws Exception {
        try (DicomTestContext first = DicomTestContext.start(ECHO)) {
            DicomListener second = DicomTestContext.listenerOn(first.listener.port());
            try (var camel = new org.apache.camel.impl.DefaultCamelContext()) {
                camel.getRegistry().bind("second", second);
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("dicom:echo?listener=#second").process(exchange -> {});
                    }
                });
                assertThatThrownBy(camel::start)
                        .hasStackTraceContaining("can't listen on 127.0.0.1:" + first.listener.port());
            }
        }
    }

    @Test
    void shouldFinishAStoreThatRunsWhenTheContextStops() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        DicomTestContext context = DicomTestContext.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("dicom:store").process(exchange -> {
                    storing.countDown();
                    assertThat(stopping.await(10, TimeUnit.SECONDS)).isTrue();
                    // By now nobody new gets in, yet this store goes on in a context that is all there.
                    assertThat(exchange.getContext()
                                    .getRouteController()
                                    .getRouteStatus(exchange.getFromRouteId())
                                    .isStarted())
                            .isTrue();
                });
            }
        });
        int port = context.listener.port();
        try (ScuAssociation scu = context.associate(UID.CTImageStorage)) {
            CompletableFuture<DimseStatus> store = scu.storeAsync(
                    UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, out -> out.write(new byte[10]));
            assertThat(storing.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stop = CompletableFuture.runAsync(context::close);
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", port).close())
                            .isInstanceOf(IOException.class));
            assertThat(stop).isNotDone();
            stopping.countDown();

            assertThat(store.get(10, TimeUnit.SECONDS)).isEqualTo(DimseStatus.SUCCESS);
            scu.release();
            stop.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldAnswerThatAServiceIsNotThereWhileItsRouteIsStopped() throws Exception {
        try (DicomTestContext context = DicomTestContext.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("dicom:echo").routeId("echo").process(exchange -> {});
                        from("dicom:store").routeId("store").process(exchange -> {});
                    }
                });
                ScuAssociation scu = context.associate(UID.Verification, UID.CTImageStorage)) {
            context.camel.getRouteController().stopRoute("echo");
            assertThat(scu.echo()).isEqualTo(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
            context.camel.getRouteController().startRoute("echo");
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void shouldListenAgainWhenItsOnlyRouteDoes() throws Exception {
        try (DicomTestContext context = DicomTestContext.start(ECHO)) {
            context.camel.getRouteController().stopRoute("echo");
            assertThat(context.listener.isListening()).isFalse();
            context.camel.getRouteController().startRoute("echo");
            try (ScuAssociation scu = context.associate(UID.Verification)) {
                assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
            }
        }
    }

    @Test
    void shouldServeEachOperationByOneRouteOnly() throws Exception {
        try (DicomTestContext context = DicomTestContext.prepare()) {
            context.camel.addRoutes(ECHO);
            context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("dicom:echo?exchangePattern=InOnly").routeId("second").process(exchange -> {});
                }
            });
            assertThatThrownBy(context.camel::start).hasStackTraceContaining("another route consumes");
        }
    }
}
