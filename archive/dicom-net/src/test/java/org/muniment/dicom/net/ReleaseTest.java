package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.Abort;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.ReleaseRequest;
import org.muniment.dicom.net.pdu.ReleaseResponse;
import org.muniment.dicom.net.upperlayer.Ending;
import org.muniment.dicom.net.upperlayer.State;
import org.muniment.dicom.net.upperlayer.TimeLimits;
import org.muniment.dicom.net.upperlayer.Transport;
import org.muniment.dicom.net.upperlayer.UpperLayer;

/** Release and its collisions, PS3.8 9.2 Sta7 to Sta12, with a scripted peer on the other side. */
class ReleaseTest {

    private static final Duration TIME = Duration.ofSeconds(10);

    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopListening() throws IOException {
        listener.close();
    }

    /** What the peer answers to our request. */
    private static AssociateAccept accept(AssociateRequest request) {
        return new AssociateAccept(
                request.calledAet(),
                request.callingAet(),
                request.applicationContext(),
                List.of(PresentationContextResult.accepted(1, UID.ImplicitVRLittleEndian)),
                request.userInformation());
    }

    private CompletableFuture<ScuAssociation> opening(Duration dimseTimeout) {
        AssociateOptions options = AssociateOptions.to(
                        new Destination("RAW", "127.0.0.1", listener.getLocalPort()), "TESTER")
                .timeouts(TIME, dimseTimeout)
                .propose(UID.Verification, UID.ImplicitVRLittleEndian);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return ScuAssociation.open(options);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static CompletableFuture<Void> releasing(ScuAssociation scu) {
        return CompletableFuture.runAsync(() -> {
            try {
                scu.release();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void shouldResolveACollisionAsRequestor() throws Exception {
        CompletableFuture<ScuAssociation> opening = opening(TIME);
        try (RawPeer peer = RawPeer.accept(listener)) {
            peer.send(accept((AssociateRequest) peer.receive()));
            CompletableFuture<Void> releasing = releasing(opening.get(10, TimeUnit.SECONDS));
            peer.expect(new ReleaseRequest());
            peer.send(new ReleaseRequest()).expect(new ReleaseResponse());
            peer.send(new ReleaseResponse()).expectClosed();
            releasing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldResolveACollisionAsAcceptor() throws Exception {
        try (RawPeer peer = RawPeer.connect(listener.getLocalPort());
                Socket socket = listener.accept()) {
            UpperLayer layer = new UpperLayer(
                    new Transport(socket, TIME), false, 16_384, new TimeLimits(TIME, TIME, TIME), () -> false);
            peer.send(RawPeer.request(RawPeer.context(1, UID.Verification)));
            layer.accept(accept(layer.awaitRequest()));
            assertThat(peer.receive()).isInstanceOf(AssociateAccept.class);

            layer.requestRelease();
            peer.expect(new ReleaseRequest());
            peer.send(new ReleaseRequest()).send(new ReleaseResponse());
            assertThat(layer.nextPdv(false)).isNull();
            CompletableFuture<Void> finishing = CompletableFuture.runAsync(layer::finish);
            peer.expect(new ReleaseResponse());
            peer.hangUp();
            finishing.get(10, TimeUnit.SECONDS);
            assertThat(layer.state()).isEqualTo(State.STA1);
            assertThat(layer.ending()).isEqualTo(Ending.RELEASED);
        }
    }

    @Test
    void shouldAbortWhereThePeerDoesNotAnswerTheRelease() throws Exception {
        CompletableFuture<ScuAssociation> opening = opening(Duration.ofMillis(200));
        try (RawPeer peer = RawPeer.accept(listener)) {
            peer.send(accept((AssociateRequest) peer.receive()));
            ScuAssociation scu = opening.get(10, TimeUnit.SECONDS);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(scu::close);
            peer.expect(new ReleaseRequest());
            peer.expectAbort(Abort.byUser());
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldFailWhatWaitsWhereThePeerAborts() throws Exception {
        CompletableFuture<ScuAssociation> opening = opening(TIME);
        try (RawPeer peer = RawPeer.accept(listener)) {
            peer.send(accept((AssociateRequest) peer.receive()));
            ScuAssociation scu = opening.get(10, TimeUnit.SECONDS);
            CompletableFuture<DimseStatus> echoing = CompletableFuture.supplyAsync(() -> {
                try {
                    return scu.echo();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            peer.receiveCommand();
            peer.send(Abort.byUser());
            assertThatThrownBy(() -> echoing.get(10, TimeUnit.SECONDS))
                    .hasRootCauseMessage("association ended: ABORTED_BY_PEER, service-user");
            assertThatThrownBy(scu::echo).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldGiveUpWhereThePeerDoesNotAnswerTheRequest() {
        CompletableFuture<ScuAssociation> opening = opening(Duration.ofMillis(200));
        assertThatThrownBy(() -> opening.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
    }
}
