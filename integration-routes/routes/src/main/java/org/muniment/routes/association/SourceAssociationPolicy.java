package org.muniment.routes.association;

import java.net.InetAddress;
import java.util.Optional;
import org.muniment.dicom.net.AssociationDecision;
import org.muniment.dicom.net.AssociationPolicy;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.routes.source.Source;
import org.muniment.routes.source.SourceRegistry;

/** Associates with the sources of the registry, for what each of them may do. */
public final class SourceAssociationPolicy implements AssociationPolicy {

    private final String aeTitle;
    private final boolean acceptAnyCalledAeTitle;
    private final SourceRegistry sources;

    /**
     * @param aeTitle our own
     * @param acceptAnyCalledAeTitle whether peers may call us otherwise
     */
    public SourceAssociationPolicy(String aeTitle, boolean acceptAnyCalledAeTitle, SourceRegistry sources) {
        this.aeTitle = aeTitle;
        this.acceptAnyCalledAeTitle = acceptAnyCalledAeTitle;
        this.sources = sources;
    }

    @Override
    public AssociationDecision decide(AssociateRequest request, InetAddress peer) {
        if (!acceptAnyCalledAeTitle && !request.calledAet().equals(aeTitle)) {
            return new AssociationDecision.Reject(AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }
        Optional<Source> source = sources.caller(request.callingAet(), peer);
        if (source.isEmpty()) {
            return new AssociationDecision.Reject(AssociateReject.CALLING_AE_TITLE_NOT_RECOGNIZED);
        }
        return new Negotiation(request, source.get()).accept();
    }
}
