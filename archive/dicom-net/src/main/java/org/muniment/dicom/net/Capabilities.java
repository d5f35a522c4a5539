package org.muniment.dicom.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;
import org.muniment.dicom.net.pdu.RoleSelection;

/**
 * The ordinary negotiation: a table of SOP classes with their transfer syntaxes and features. Of the transfer syntaxes
 * proposed the first that is supported is taken, as proposers put first what costs them least. Whom to accept is not
 * its affair: a policy decides that, then may leave the rest to {@link #negotiate}. Fill it before sharing it.
 */
public final class Capabilities implements AssociationPolicy {

    private record Capability(Set<String> transferSyntaxes, byte[] features) {}

    private static final byte[] NO_FEATURES = {};

    private final Map<String, Capability> capabilities = new HashMap<>();

    /** Supports a SOP class, in the roles SCP and SCU. */
    public Capabilities support(String abstractSyntax, Collection<String> transferSyntaxes) {
        return support(abstractSyntax, transferSyntaxes, NO_FEATURES);
    }

    /** @param features a 1 for each byte of extended negotiation information that may be agreed to, else 0 */
    public Capabilities support(String abstractSyntax, Collection<String> transferSyntaxes, byte[] features) {
        capabilities.put(abstractSyntax, new Capability(new LinkedHashSet<>(transferSyntaxes), features.clone()));
        return this;
    }

    public Set<String> abstractSyntaxes() {
        return Set.copyOf(capabilities.keySet());
    }

    @Override
    public AssociationDecision decide(AssociateRequest request, InetAddress peer) {
        return negotiate(request);
    }

    public AssociationDecision.Accept negotiate(AssociateRequest request) {
        List<PresentationContextResult> results = new ArrayList<>();
        for (PresentationContext context : request.presentationContexts()) results.add(negotiate(context));
        List<RoleSelection> roles = new ArrayList<>();
        for (RoleSelection role : request.userInformation().roleSelections()) {
            if (capabilities.containsKey(role.sopClassUid())) roles.add(role);
        }
        List<ExtendedNegotiation> extended = new ArrayList<>();
        for (ExtendedNegotiation asked : request.userInformation().extendedNegotiations()) {
            Capability capability = capabilities.get(asked.sopClassUid());
            if (capability != null && capability.features.length > 0) extended.add(agree(asked, capability.features));
        }
        return new AssociationDecision.Accept(results, roles, extended, null);
    }

    private PresentationContextResult negotiate(PresentationContext context) {
        Capability capability = capabilities.get(context.abstractSyntax());
        if (capability == null) return rejected(context, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        for (String proposed : context.transferSyntaxes()) {
            if (capability.transferSyntaxes.contains(proposed)) {
                return PresentationContextResult.accepted(context.id(), proposed);
            }
        }
        return rejected(context, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED);
    }

    /** PS3.8 9.3.3.2: a transfer syntax stands there though it means nothing; some peers want a valid one. */
    private static PresentationContextResult rejected(PresentationContext context, Result result) {
        return new PresentationContextResult(
                context.id(), result, context.transferSyntaxes().get(0));
    }

    /** PS3.4 C.5: a feature is agreed on where both say 1. */
    private static ExtendedNegotiation agree(ExtendedNegotiation asked, byte[] features) {
        byte[] agreed = new byte[Math.min(asked.information().length, features.length)];
        for (int i = 0; i < agreed.length; i++) agreed[i] = (byte) (asked.has(i) && features[i] == 1 ? 1 : 0);
        return new ExtendedNegotiation(asked.sopClassUid(), agreed);
    }
}
