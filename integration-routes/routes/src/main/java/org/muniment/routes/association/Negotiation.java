package org.muniment.routes.association;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociationDecision;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;
import org.muniment.dicom.net.pdu.RoleSelection;
import org.muniment.routes.source.Permission;
import org.muniment.routes.source.Source;

/** What one association of one source is good for. */
final class Negotiation {

    /** PS3.4 C.5.1.1: relational queries, combined date-time matching, fuzzy matching of names. */
    private static final byte[] FIND_FEATURES = {1, 1, 1};
    /** PS3.4 C.5.2.1 and C.5.3.1: relational retrieval. */
    private static final byte[] RETRIEVE_FEATURES = {1};
    /** PS3.7 D.3.3.6 lets a proposer say what an unknown class is for; PS3.6: Storage Service Class. */
    private static final String STORAGE_SERVICE_CLASS = "1.2.840.10008.4.2";

    private final AssociateRequest request;
    private final Source source;
    private final Set<String> otherServices = new HashSet<>();

    Negotiation(AssociateRequest request, Source source) {
        this.request = request;
        this.source = source;
        request.userInformation().commonExtendedNegotiations().stream()
                .filter(common -> !common.serviceClassUid().equals(STORAGE_SERVICE_CLASS))
                .forEach(common -> otherServices.add(common.sopClassUid()));
    }

    AssociationDecision.Accept accept() {
        return new AssociationDecision.Accept(
                request.presentationContexts().stream().map(this::answer).toList(), roles(), features(), null);
    }

    private PresentationContextResult answer(PresentationContext context) {
        if (context.transferSyntaxes().isEmpty()) return refused(context, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED);
        SopClassKind kind = kind(context.abstractSyntax());
        if (kind == SopClassKind.UNSUPPORTED) return refused(context, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        if (!mayUse(context.abstractSyntax(), kind)) return refused(context, Result.USER_REJECTION);
        TransferSyntaxChoice choice =
                kind == SopClassKind.STORAGE ? TransferSyntaxChoice.STORAGE : TransferSyntaxChoice.NATIVE;
        return choice.choose(context.transferSyntaxes())
                .map(transferSyntax -> PresentationContextResult.accepted(context.id(), transferSyntax))
                .orElseGet(() -> refused(context, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    private SopClassKind kind(String abstractSyntax) {
        SopClassKind kind = SopClassKind.of(abstractSyntax);
        return kind == SopClassKind.STORAGE && otherServices.contains(abstractSyntax) ? SopClassKind.UNSUPPORTED : kind;
    }

    private boolean mayUse(String abstractSyntax, SopClassKind kind) {
        Optional<RoleSelection> asked = request.userInformation().roleSelection(abstractSyntax);
        if (kind == SopClassKind.STORAGE && asked.isPresent()) {
            RoleSelection agreed = agree(asked.get());
            return agreed.scu() || agreed.scp();
        }
        return source.may(kind.permission());
    }

    /** Who retrieves by C-GET is SCP of the classes it wants to receive; nobody is SCP of anything else here. */
    private RoleSelection agree(RoleSelection asked) {
        SopClassKind kind = kind(asked.sopClassUid());
        return new RoleSelection(
                asked.sopClassUid(),
                asked.scu() && source.may(kind.permission()),
                asked.scp() && kind == SopClassKind.STORAGE && source.may(Permission.RETRIEVE));
    }

    private List<RoleSelection> roles() {
        return request.userInformation().roleSelections().stream()
                .filter(asked -> kind(asked.sopClassUid()) != SopClassKind.UNSUPPORTED)
                .map(this::agree)
                .toList();
    }

    private List<ExtendedNegotiation> features() {
        List<ExtendedNegotiation> agreed = new ArrayList<>();
        for (ExtendedNegotiation asked : request.userInformation().extendedNegotiations()) {
            SopClassKind kind = kind(asked.sopClassUid());
            if (kind == SopClassKind.FIND) agreed.add(agree(asked, FIND_FEATURES));
            if (kind == SopClassKind.RETRIEVE) agreed.add(agree(asked, RETRIEVE_FEATURES));
        }
        return agreed;
    }

    /** PS3.4 C.5: a feature is agreed on where both say 1; bytes the archive does not know are answered 0. */
    private static ExtendedNegotiation agree(ExtendedNegotiation asked, byte[] features) {
        byte[] agreed = new byte[asked.information().length];
        for (int i = 0; i < agreed.length && i < features.length; i++) {
            if (asked.has(i)) agreed[i] = features[i];
        }
        return new ExtendedNegotiation(asked.sopClassUid(), agreed);
    }

    /** A transfer syntax stands in a refusal too, without meaning (PS3.8 9.3.3.2). */
    private static PresentationContextResult refused(PresentationContext context, Result result) {
        return new PresentationContextResult(
                context.id(),
                result,
                context.transferSyntaxes().stream().findFirst().orElse(UID.ImplicitVRLittleEndian));
    }
}
