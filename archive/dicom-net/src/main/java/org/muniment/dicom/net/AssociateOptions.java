package org.muniment.dicom.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.muniment.dicom.net.pdu.AsyncOperationsWindow;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.RoleSelection;
import org.muniment.dicom.net.pdu.UserIdentity;

/** Whom to associate with and what to propose. Begins with {@link #to}; each further method gives a changed copy. */
public final class AssociateOptions {

    private static final int MAX_AET_LENGTH = 16;

    private final Destination peer;
    private final String callingAet;
    private List<PresentationContext> contexts = List.of();
    private List<RoleSelection> roles = List.of();
    private List<ExtendedNegotiation> extendedNegotiations = List.of();
    private AsyncOperationsWindow window = AsyncOperationsWindow.SYNCHRONOUS;
    private UserIdentity userIdentity;
    private int maxPduLength = 131_072;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration dimseTimeout = Duration.ofSeconds(60);
    private SocketFactory sockets = SocketFactory.getDefault();
    private NormalizedScp events;

    private AssociateOptions(Destination peer, String callingAet) {
        this.peer = peer;
        this.callingAet = callingAet;
    }

    /** @throws IllegalArgumentException where one of the AE titles is not 1 to 16 characters long */
    public static AssociateOptions to(Destination peer, String callingAet) {
        for (String aet : List.of(peer.aet(), callingAet)) {
            if (aet.isBlank() || aet.length() > MAX_AET_LENGTH) {
                throw new IllegalArgumentException("not an AE title: " + aet);
            }
        }
        return new AssociateOptions(peer, callingAet);
    }

    /** Proposes one more presentation context. */
    public AssociateOptions propose(String abstractSyntax, List<String> transferSyntaxes) {
        if (contexts.size() == PresentationContext.MAX_COUNT) {
            throw new IllegalStateException("an association has at most 128 presentation contexts");
        }
        AssociateOptions copy = copy();
        int id = 2 * contexts.size() + 1;
        copy.contexts = plus(contexts, new PresentationContext(id, abstractSyntax, transferSyntaxes));
        return copy;
    }

    public AssociateOptions propose(String abstractSyntax, String... transferSyntaxes) {
        return propose(abstractSyntax, List.of(transferSyntaxes));
    }

    /**
     * Offers to be SCP for this class, as C-GET needs it for the classes of the instances to come and N-EVENT-REPORT for the class it
     * reports on.
     */
    public AssociateOptions asScp(String sopClassUid) {
        AssociateOptions copy = copy();
        copy.roles = plus(roles, new RoleSelection(sopClassUid, false, true));
        return copy;
    }

    public AssociateOptions extended(ExtendedNegotiation negotiation) {
        AssociateOptions copy = copy();
        copy.extendedNegotiations = plus(extendedNegotiations, negotiation);
        return copy;
    }

    /** Asks to have up to {@code invoked} operations outstanding; 0 for no limit. Nothing is asked by default. */
    public AssociateOptions window(int invoked) {
        AssociateOptions copy = copy();
        copy.window = new AsyncOperationsWindow(invoked, 1);
        return copy;
    }

    public AssociateOptions userIdentity(UserIdentity identity) {
        AssociateOptions copy = copy();
        copy.userIdentity = identity;
        return copy;
    }

    /** Bytes of P-DATA-TF body we take; 128 kB by default. */
    public AssociateOptions maxPduLength(int bytes) {
        AssociateOptions copy = copy();
        copy.maxPduLength = bytes;
        return copy;
    }

    /**
     * @param connect for the TCP connection; 5 s by default
     * @param dimse for the answer to the association request, each response, the rest of a message begun, a peer to take
     *     what we write, and the release; 60 s by default
     */
    public AssociateOptions timeouts(Duration connect, Duration dimse) {
        AssociateOptions copy = copy();
        copy.connectTimeout = connect;
        copy.dimseTimeout = dimse;
        return copy;
    }

    /** Takes the N-EVENT-REPORTs the peer sends as the SCP of a class; without it they are answered 0211H. */
    public AssociateOptions events(NormalizedScp receiver) {
        AssociateOptions copy = copy();
        copy.events = receiver;
        return copy;
    }

    /** Makes the connection: the place for TLS. */
    public AssociateOptions sockets(SocketFactory factory) {
        AssociateOptions copy = copy();
        copy.sockets = factory;
        return copy;
    }

    public Destination peer() {
        return peer;
    }

    public String callingAet() {
        return callingAet;
    }

    public List<PresentationContext> contexts() {
        return contexts;
    }

    List<RoleSelection> roles() {
        return roles;
    }

    List<ExtendedNegotiation> extendedNegotiations() {
        return extendedNegotiations;
    }

    AsyncOperationsWindow window() {
        return window;
    }

    UserIdentity userIdentity() {
        return userIdentity;
    }

    int maxPduLength() {
        return maxPduLength;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration dimseTimeout() {
        return dimseTimeout;
    }

    SocketFactory sockets() {
        return sockets;
    }

    NormalizedScp events() {
        return events;
    }

    private AssociateOptions copy() {
        AssociateOptions copy = new AssociateOptions(peer, callingAet);
        copy.contexts = contexts;
        copy.roles = roles;
        copy.extendedNegotiations = extendedNegotiations;
        copy.window = window;
        copy.userIdentity = userIdentity;
        copy.maxPduLength = maxPduLength;
        copy.connectTimeout = connectTimeout;
        copy.dimseTimeout = dimseTimeout;
        copy.sockets = sockets;
        copy.events = events;
        return copy;
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }
}
