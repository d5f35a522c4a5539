package org.muniment.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.camel.dicom.DicomTestContext.FIND;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.ScuAssociation;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;

class FindConsumerTest {

    private final List<String> found = new ArrayList<>();

    /** As many matches as are asked for, counted, that want to be closed. */
    private static final class Matches implements Iterator<Attributes>, AutoCloseable {
        final int count;
        final IntConsumer before;
        final AtomicInteger made = new AtomicInteger();
        final AtomicBoolean closed = new AtomicBoolean();

        Matches(int count, IntConsumer before) {
            this.count = count;
            this.before = before;
        }

        @Override
        public boolean hasNext() {
            return made.get() < count;
        }

        @Override
        public Attributes next() {
            before.accept(made.get());
            return match(made.getAndIncrement());
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void shouldSendEveryMatchAndCloseThem() throws Exception {
        Matches matches = new Matches(3, i -> {});
        assertThat(find(answer(matches), Integer.MAX_VALUE)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(found).containsExactly("0", "1", "2");
        assertThat(matches.closed).isTrue();
    }

    @Test
    void shouldTakeAStreamOrAListOfMatches() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        find(answer(IntStream.range(0, 2).mapToObj(FindConsumerTest::match).onClose(() -> closed.set(true))), 9);
        find(answer(List.of(match(7))), 9);
        assertThat(found).containsExactly("0", "1", "7");
        assertThat(closed).isTrue();
    }

    @Test
    void shouldLookNoFurtherOnceThePeerCancels() throws Exception {
        Matches endless = new Matches(Integer.MAX_VALUE, i -> {});
        assertThat(find(answer(endless), 5).code()).isEqualTo(0xFE00);
        Awaitility.await().untilTrue(endless.closed);
    }

    @Test
    void shouldLookNoFurtherOnceThePeerIsGone() throws Exception {
        Matches endless = new Matches(Integer.MAX_VALUE, i -> {});
        try (DicomTestContext context = start(answer(endless));
                ScuAssociation scu = context.associate(FIND)) {
            try {
                scu.find(FIND, identifier(), match -> {
                    scu.abort();
                    return true;
                });
            } catch (java.io.IOException expected) {
                assertThat(expected).isNotNull();
            }
            Awaitility.await().untilTrue(endless.closed);
        }
    }

    @Test
    void shouldMapAFailureHalfWayToAStatusAfterTheMatchesSoFar() throws Exception {
        Matches failing = new Matches(9, i -> {
            if (i == 2) throw new IllegalStateException("index gone");
        });
        assertThat(find(answer(failing), 9)).isEqualTo(DimseStatus.of(0xC123, "index gone"));
        assertThat(found).containsExactly("0", "1");
        assertThat(failing.closed).isTrue();
    }

    @Test
    void shouldMapAnAnswerThatIsNoMatches() throws Exception {
        assertThat(find(answer("matches"), 9).code()).isEqualTo(0xC123);
    }

    @Test
    void shouldAnswerAStatusWithoutMatches() throws Exception {
        assertThat(find(answer(DimseStatus.of(0xA900, "no")), 9)).isEqualTo(DimseStatus.of(0xA900, "no"));
        assertThat(find(exchange -> {}, 9)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(found).isEmpty();
    }

    @Test
    void shouldTellTheRouteWhatIsAskedAndWhatWasAgreed() throws Exception {
        AtomicReference<Exchange> seen = new AtomicReference<>();
        try (DicomTestContext context = start(exchange -> seen.set(exchange.copy()));
                ScuAssociation scu = ScuAssociation.open(context.to()
                        .propose(FIND, UID.ImplicitVRLittleEndian)
                        .extended(new ExtendedNegotiation(FIND, new byte[] {1, 0, 1})))) {
            scu.find(FIND, identifier(), match -> true);
        }
        assertThat(seen.get().getMessage().getBody(Attributes.class).getString(Tag.QueryRetrieveLevel))
                .isEqualTo("STUDY");
        assertThat(seen.get().getMessage().getHeaders())
                .containsEntry(DicomHeaders.SOP_CLASS_UID, FIND)
                .containsEntry(DicomHeaders.RELATIONAL, true)
                .containsEntry(DicomHeaders.DATE_TIME_MATCHING, false)
                .containsEntry(DicomHeaders.FUZZY_MATCHING, true);
    }

    @Test
    void shouldCompleteTheExchangeWithWhatThePeerWasTold() throws Exception {
        AtomicReference<Object> status = new AtomicReference<>();
        AtomicReference<Object> matches = new AtomicReference<>();
        find(
                exchange -> {
                    exchange.getExchangeExtension()
                            .addOnCompletion(new org.apache.camel.support.SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange done) {
                                    status.set(done.getMessage().getHeader(DicomHeaders.STATUS));
                                    matches.set(done.getMessage().getHeader(DicomHeaders.MATCHES));
                                }
                            });
                    exchange.getMessage().setBody(new Matches(4, i -> {}));
                },
                9);
        assertThat(status).hasValue(0);
        assertThat(matches).hasValue(4);
    }

    private static Processor answer(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private DimseStatus find(Processor route, int most) throws Exception {
        try (DicomTestContext context = start(route);
                ScuAssociation scu = context.associate(FIND)) {
            return scu.find(FIND, identifier(), match -> {
                found.add(match.getString(Tag.StudyID));
                return found.size() < most;
            });
        }
    }

    private static DicomTestContext start(Processor route) throws Exception {
        return DicomTestContext.start(new RouteBuilder() {
            @Override
            public void configure() {
                StatusMapper mapper = (operation, exchange, failure) -> DimseStatus.of(0xC123, failure.getMessage());
                getContext().getRegistry().bind("mapper", mapper);
                errorHandler(noErrorHandler());
                from("dicom:find").process(route);
            }
        });
    }

    private static Attributes identifier() {
        Attributes identifier = new Attributes();
        identifier.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        identifier.setNull(Tag.StudyID, VR.SH);
        return identifier;
    }

    private static Attributes match(int i) {
        Attributes match = identifier();
        match.setString(Tag.StudyID, VR.SH, String.valueOf(i));
        return match;
    }
}
