package org.muniment.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;

class StoreConsumerTest {

    private static final byte[] DATA_SET = new byte[3_000_001];

    static {
        new Random(4711).nextBytes(DATA_SET);
    }

    private final AtomicReference<Object> seen = new AtomicReference<>();
    private final AtomicInteger laterSteps = new AtomicInteger();

    @Test
    void shouldHandTheDataSetToTheRouteAsItWasSent() throws Exception {
        assertThat(storeTo(exchange -> seen.set(
                        exchange.getMessage().getBody(InputStream.class).readAllBytes())))
                .isEqualTo(DimseStatus.SUCCESS);
        assertThat((byte[]) seen.get()).isEqualTo(DATA_SET);
    }

    @Test
    void shouldSayWhatIsStoredByWhom() throws Exception {
        storeTo(exchange -> seen.set(exchange.getMessage().getHeaders()));

        assertThat(seen.get())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry(DicomHeaders.CALLING_AET, "SCU")
                .containsEntry(DicomHeaders.CALLED_AET, "SCP")
                .containsEntry(DicomHeaders.PEER_ADDRESS, java.net.InetAddress.getByName("127.0.0.1"))
                .containsEntry(DicomHeaders.SOP_CLASS_UID, UID.CTImageStorage)
                .containsEntry(DicomHeaders.SOP_INSTANCE_UID, "1.2.3")
                .containsEntry(DicomHeaders.TRANSFER_SYNTAX_UID, UID.ExplicitVRLittleEndian)
                .containsKeys(DicomHeaders.ASSOCIATION_ID, DicomHeaders.MESSAGE_ID)
                .doesNotContainKey(DicomHeaders.MOVE_ORIGINATOR_AET);
    }

    @Test
    void shouldNotLetStreamCachingCopyTheDataSet() throws Exception {
        storeTo(exchange -> {
            assertThat(exchange.getContext().isStreamCaching()).isTrue();
            seen.set(exchange.getMessage().getBody());
        });
        assertThat(seen.get()).isInstanceOf(DataSetStream.class);
    }

    @Test
    void shouldEndReadingWithTheExchange() throws Exception {
        storeTo(exchange -> seen.set(exchange.getMessage().getBody()));

        assertThatThrownBy(() -> ((InputStream) seen.get()).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("after its exchange ended");
    }

    static Stream<Processor> waysToAnswer() {
        return Stream.of(exchange -> exchange.getMessage().setBody(DimseStatus.of(0xB000, "kept")), exchange -> {
            exchange.getMessage().setHeader(DicomHeaders.STATUS, 0xB000);
            exchange.getMessage().setHeader(DicomHeaders.ERROR_COMMENT, "kept");
        });
    }

    @ParameterizedTest
    @MethodSource("waysToAnswer")
    void shouldAnswerWhatTheRouteSays(Processor answer) throws Exception {
        assertThat(storeTo(answer)).isEqualTo(DimseStatus.of(0xB000, "kept"));
    }

    static Stream<Processor> hostileHandlers() {
        return Stream.of(
                exchange -> {
                    throw new IllegalStateException("DOE^JANE");
                },
                exchange -> {
                    throw new IOException("DOE^JANE");
                },
                exchange -> {
                    throw new StackOverflowError();
                },
                exchange -> {
                    throw new OutOfMemoryError("as if");
                },
                exchange -> exchange.setException(new IllegalStateException("DOE^JANE")),
                exchange -> {
                    InputStream body = exchange.getMessage().getBody(InputStream.class);
                    body.skipNBytes(100_000);
                    body.close();
                    throw new IllegalStateException("DOE^JANE");
                },
                exchange -> {
                    exchange.getMessage().removeHeaders("*");
                    exchange.getMessage().setBody(null);
                    throw new IllegalStateException("DOE^JANE");
                });
    }

    @ParameterizedTest
    @MethodSource("hostileHandlers")
    void shouldAnswerAStatusWhateverTheRouteThrowsAndKeepTheAssociation(Processor hostile) throws Exception {
        try (DicomTestContext context = DicomTestContext.start(routes(hostile, null));
                ScuAssociation scu = context.associate(UID.CTImageStorage, UID.Verification)) {
            DimseStatus status = store(scu);

            assertThat(status.code()).isEqualTo(0x0110);
            assertThat(status.comment())
                    .isIn("IllegalStateException", "IOException", "StackOverflowError", "OutOfMemoryError");
            assertThat(scu.echo()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(store(scu).code()).isEqualTo(0x0110);
            assertThat(context.camel.getInflightRepository().size("store")).isZero();
            assertThat(laterSteps)
                    .as("a failed exchange goes no further, nor does the next take it there")
                    .hasValue(0);
        }
    }

    @Test
    void shouldAskTheStatusMapper() throws Exception {
        StatusMapper mapper =
                (operation, exchange, failure) -> DimseStatus.of(0xA700, operation + " " + failure.getMessage());
        try (DicomTestContext context = DicomTestContext.start(routes(
                        exchange -> {
                            throw new IOException("disk full");
                        },
                        mapper));
                ScuAssociation scu = context.associate(UID.CTImageStorage)) {
            assertThat(store(scu)).isEqualTo(DimseStatus.of(0xA700, "C-STORE disk full"));
        }
    }

    @Test
    void shouldSurviveAMapperThatFailsToo() throws Exception {
        StatusMapper mapper = (operation, exchange, failure) -> {
            throw new IllegalStateException();
        };
        try (DicomTestContext context = DicomTestContext.start(routes(
                        exchange -> {
                            throw new IOException("disk full");
                        },
                        mapper));
                ScuAssociation scu = context.associate(UID.CTImageStorage)) {
            assertThat(store(scu).code()).isEqualTo(0x0110);
            assertThat(store(scu).code()).isEqualTo(0x0110);
        }
    }

    @Test
    void shouldRespectWhatTheRoutesOwnErrorHandlerMadeOfAnException() throws Exception {
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                onException(IOException.class)
                        .handled(true)
                        .setBody(exchange -> DimseStatus.of(0xA700, "handled by the route"));
                from("dicom:store").process(exchange -> {
                    throw new IOException();
                });
            }
        };
        try (DicomTestContext context = DicomTestContext.start(routes);
                ScuAssociation scu = context.associate(UID.CTImageStorage)) {
            assertThat(store(scu)).isEqualTo(DimseStatus.of(0xA700, "handled by the route"));
        }
    }

    private DimseStatus storeTo(Processor processor) throws Exception {
        try (DicomTestContext context = DicomTestContext.start(routes(processor, null));
                ScuAssociation scu = context.associate(UID.CTImageStorage)) {
            return store(scu);
        }
    }

    private static DimseStatus store(ScuAssociation scu) throws IOException {
        return scu.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, out -> out.write(DATA_SET));
    }

    private RouteBuilder routes(Processor store, StatusMapper mapper) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                if (mapper != null) getContext().getRegistry().bind("mapper", mapper);
                errorHandler(noErrorHandler());
                from("dicom:echo").routeId("echo").process(exchange -> {});
                from("dicom:store").routeId("store").process(store).process(exchange -> laterSteps.incrementAndGet());
            }
        };
    }
}
