package org.muniment.dicom.net;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.AsyncOperationsWindow;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;
import org.muniment.dicom.net.pdu.UserInformation;

/** Makes the A-ASSOCIATE-AC of what the policy decided and the configuration allows. */
final class Acceptance {

    private Acceptance() {}

    static AssociateAccept of(AssociateRequest request, AssociationDecision.Accept decision, ServerConfig config) {
        return new AssociateAccept(
                request.calledAet(),
                request.callingAet(),
                request.applicationContext(),
                results(request, decision.contexts()),
                new UserInformation(
                        config.maxPduLength(),
                        FileMeta.IMPLEMENTATION_CLASS_UID,
                        FileMeta.IMPLEMENTATION_VERSION_NAME,
                        window(request.userInformation().asyncOperationsWindow(), config.maxOperationsInvoked()),
                        decision.roles(),
                        decision.extendedNegotiations(),
                        List.of(),
                        null,
                        decision.userIdentityResponse()));
    }

    /** One result for each context proposed, in its order, whatever the policy left out or invented. */
    private static List<PresentationContextResult> results(
            AssociateRequest request, List<PresentationContextResult> decided) {
        List<PresentationContextResult> results = new ArrayList<>();
        for (PresentationContext context : request.presentationContexts()) {
            results.add(decided.stream()
                    .filter(r -> r.id() == context.id())
                    .filter(r -> !r.isAccepted() || context.transferSyntaxes().contains(r.transferSyntax()))
                    .findFirst()
                    .orElseGet(() -> new PresentationContextResult(
                            context.id(),
                            Result.USER_REJECTION,
                            context.transferSyntaxes().get(0))));
        }
        return results;
    }

    /** PS3.7 D.3.3.3: answered only where asked; neither side's number may be exceeded, and 0 is no limit. */
    private static AsyncOperationsWindow window(AsyncOperationsWindow asked, int limit) {
        if (asked == null) return null;
        return new AsyncOperationsWindow(atMost(limit, asked.invoked()), atMost(limit, asked.performed()));
    }

    private static int atMost(int limit, int asked) {
        return asked == 0 ? limit : Math.min(limit, asked);
    }
}
