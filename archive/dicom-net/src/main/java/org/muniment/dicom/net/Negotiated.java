package org.muniment.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.AsyncOperationsWindow;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.RoleSelection;
import org.muniment.dicom.net.pdu.UserInformation;

/** What an A-ASSOCIATE-RQ and its -AC agree on, from the side that is {@code requestor} or not. */
final class Negotiated {

    private final AcceptedContext[] byId = new AcceptedContext[256];
    private final List<AcceptedContext> contexts = new ArrayList<>();
    private final UserInformation answer;
    private final int peerMaxPduLength;
    private final String peerImplementationClassUid;
    private final String peerImplementationVersionName;
    private final int mayInvoke;
    private final int mustPerform;

    Negotiated(AssociateRequest request, AssociateAccept accept, boolean requestor) {
        answer = accept.userInformation();
        // no more of the request than is needed: it can be much, and associations can last
        UserInformation peer = requestor ? answer : request.userInformation();
        peerMaxPduLength = peer.maxPduLength();
        peerImplementationClassUid = peer.implementationClassUid();
        peerImplementationVersionName = peer.implementationVersionName();
        AsyncOperationsWindow window = answer.asyncOperationsWindow() == null
                ? AsyncOperationsWindow.SYNCHRONOUS
                : answer.asyncOperationsWindow();
        mayInvoke = requestor ? window.invoked() : window.performed();
        mustPerform = requestor ? window.performed() : window.invoked();
        for (PresentationContextResult result : accept.presentationContexts()) {
            PresentationContext proposed = proposed(request, result.id());
            // an answer that was never proposed is as good as none
            if (result.isAccepted()
                    && proposed != null
                    && proposed.transferSyntaxes().contains(result.transferSyntax()))
                add(proposed, result.transferSyntax(), requestor);
        }
    }

    private static PresentationContext proposed(AssociateRequest request, int id) {
        for (PresentationContext context : request.presentationContexts()) if (context.id() == id) return context;
        return null;
    }

    private void add(PresentationContext proposed, String transferSyntax, boolean requestor) {
        // PS3.7 D.3.3.4: without an answer to role selection the requestor is SCU, the acceptor SCP
        RoleSelection role = answer.roleSelection(proposed.abstractSyntax())
                .orElse(new RoleSelection(proposed.abstractSyntax(), true, false));
        AcceptedContext context = new AcceptedContext(
                proposed.id(),
                proposed.abstractSyntax(),
                transferSyntax,
                requestor ? role.scu() : role.scp(),
                requestor ? role.scp() : role.scu());
        contexts.add(context);
        byId[context.id()] = context;
    }

    /** The context with this id; null where it was not accepted. */
    AcceptedContext context(int id) {
        return byId[id];
    }

    /** Contexts in which we may ask for operations on this SOP class. */
    List<AcceptedContext> contextsAsScu(String abstractSyntax) {
        return contexts.stream()
                .filter(c -> c.scu() && c.abstractSyntax().equals(abstractSyntax))
                .toList();
    }

    /** The first context for this class in which we may ask for operations, or perform them. */
    Optional<AcceptedContext> context(String abstractSyntax, boolean asScp) {
        return contexts.stream()
                .filter(c -> (asScp ? c.scp() : c.scu()) && c.abstractSyntax().equals(abstractSyntax))
                .findFirst();
    }

    /** The context to send an instance by: in the syntax it is stored in, else in the first it can be converted to. */
    Optional<AcceptedContext> contextFor(SubOperation instance) {
        List<AcceptedContext> candidates = contextsAsScu(instance.sopClassUid());
        for (AcceptedContext c : candidates) {
            if (c.transferSyntax().equals(instance.transferSyntaxUid())) return Optional.of(c);
        }
        if (candidates.isEmpty()) return Optional.empty();
        for (String syntax : instance.convertibleTo()) {
            for (AcceptedContext c : candidates) if (c.transferSyntax().equals(syntax)) return Optional.of(c);
        }
        return Optional.empty();
    }

    /** Whether a feature of the SOP class was agreed to, PS3.4 C.5. */
    boolean isAgreed(String sopClassUid, int feature) {
        return answer.extendedNegotiation(sopClassUid)
                .map((ExtendedNegotiation e) -> e.has(feature))
                .orElse(false);
    }

    /** What the peer takes in one P-DATA-TF; 0 for no limit. */
    int peerMaxPduLength() {
        return peerMaxPduLength;
    }

    String peerImplementationClassUid() {
        return peerImplementationClassUid;
    }

    /** May be null. */
    String peerImplementationVersionName() {
        return peerImplementationVersionName;
    }

    /** How many operations we may have outstanding; 0 for no limit. */
    int mayInvoke() {
        return mayInvoke;
    }

    /** How many operations the peer may have outstanding; 0 for no limit. */
    int mustPerform() {
        return mustPerform;
    }
}
