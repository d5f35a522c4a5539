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

/**
 * Whom to associate with and what to propose. Begin with {@link #to}.
 *
 * @param window asynchronous operations we would like; not proposed where it is {@link AsyncOperationsWindow#SYNCHRONOUS}
 * @param userIdentity null where none is claimed
 * @param connectTimeout for the TCP connection
 * @param dimseTimeout for the answer to the association request, each response, the rest of a message begun, a peer to
 *     take what we write, and the release
 * @param sockets makes the connection: the place for TLS
 */
public record AssociateOptions(
        Destination peer,
        String callingAet,
        List<PresentationContext> contexts,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extendedNegotiations,
        AsyncOperationsWindow window,
        UserIdentity userIdentity,
        int maxPduLength,
        Duration connectTimeout,
        Duration dimseTimeout,
        SocketFactory sockets) {

    public AssociateOptions {
        contexts = List.copyOf(contexts);
        roles = List.copyOf(roles);
        extendedNegotiations = List.copyOf(extendedNegotiations);
    }

    public static AssociateOptions to(Destination peer, String callingAet) {
        return new AssociateOptions(
                peer,
                callingAet,
                List.of(),
                List.of(),
                List.of(),
                AsyncOperationsWindow.SYNCHRONOUS,
                null,
                131_072,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                SocketFactory.getDefault());
    }

    /** Proposes one more presentation context. */
    public AssociateOptions propose(String abstractSyntax, List<String> transferSyntaxes) {
        if (contexts.size() == PresentationContext.MAX_COUNT) {
            throw new IllegalStateException("an association has at most 128 presentation contexts");
        }
        List<PresentationContext> all = new ArrayList<>(contexts);
        all.add(new PresentationContext(2 * contexts.size() + 1, abstractSyntax, transferSyntaxes));
        return with(all, roles, extendedNegotiations);
    }

    public AssociateOptions propose(String abstractSyntax, String... transferSyntaxes) {
        return propose(abstractSyntax, List.of(transferSyntaxes));
    }

    /** Offers to be SCP for this class too, as C-GET needs it for the classes of the instances to come. */
    public AssociateOptions asScp(String sopClassUid) {
        List<RoleSelection> all = new ArrayList<>(roles);
        all.add(new RoleSelection(sopClassUid, false, true));
        return with(contexts, all, extendedNegotiations);
    }

    public AssociateOptions extended(ExtendedNegotiation negotiation) {
        List<ExtendedNegotiation> all = new ArrayList<>(extendedNegotiations);
        all.add(negotiation);
        return with(contexts, roles, all);
    }

    /** Asks to have up to {@code invoked} operations outstanding; 0 for no limit. */
    public AssociateOptions window(int invoked) {
        return new AssociateOptions(
                peer,
                callingAet,
                contexts,
                roles,
                extendedNegotiations,
                new AsyncOperationsWindow(invoked, 1),
                userIdentity,
                maxPduLength,
                connectTimeout,
                dimseTimeout,
                sockets);
    }

    public AssociateOptions userIdentity(UserIdentity identity) {
        return new AssociateOptions(
                peer,
                callingAet,
                contexts,
                roles,
                extendedNegotiations,
                window,
                identity,
                maxPduLength,
                connectTimeout,
                dimseTimeout,
                sockets);
    }

    public AssociateOptions maxPduLength(int bytes) {
        return new AssociateOptions(
                peer,
                callingAet,
                contexts,
                roles,
                extendedNegotiations,
                window,
                userIdentity,
                bytes,
                connectTimeout,
                dimseTimeout,
                sockets);
    }

    public AssociateOptions dimseTimeout(Duration timeout) {
        return timeouts(connectTimeout, timeout);
    }

    public AssociateOptions timeouts(Duration connect, Duration dimse) {
        return new AssociateOptions(
                peer,
                callingAet,
                contexts,
                roles,
                extendedNegotiations,
                window,
                userIdentity,
                maxPduLength,
                connect,
                dimse,
                sockets);
    }

    public AssociateOptions sockets(SocketFactory factory) {
        return new AssociateOptions(
                peer,
                callingAet,
                contexts,
                roles,
                extendedNegotiations,
                window,
                userIdentity,
                maxPduLength,
                connectTimeout,
                dimseTimeout,
                factory);
    }

    private AssociateOptions with(
            List<PresentationContext> newContexts,
            List<RoleSelection> newRoles,
            List<ExtendedNegotiation> newExtendedNegotiations) {
        return new AssociateOptions(
                peer,
                callingAet,
                newContexts,
                newRoles,
                newExtendedNegotiations,
                window,
                userIdentity,
                maxPduLength,
                connectTimeout,
                dimseTimeout,
                sockets);
    }
}
