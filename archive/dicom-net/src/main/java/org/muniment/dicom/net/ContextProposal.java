package org.muniment.dicom.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muniment.dicom.net.pdu.PresentationContext;

/**
 * The presentation contexts to propose for sending a run of instances: for each SOP class each stored transfer syntax in
 * a context of its own, so that the peer cannot choose another where it could take the stored one, and one more context
 * with all that can be converted to.
 */
final class ContextProposal {

    private static final class Syntaxes {
        private final Set<String> stored = new LinkedHashSet<>();
        private final Set<String> convertible = new LinkedHashSet<>();

        private int contexts() {
            return stored.size() + (convertible.isEmpty() ? 0 : 1);
        }
    }

    private final Map<String, Syntaxes> bySopClass = new LinkedHashMap<>();
    private int instances;

    private ContextProposal() {}

    /** As few proposals as have room for all instances, in their order. */
    static List<ContextProposal> forAll(List<? extends SubOperation> instances) {
        List<ContextProposal> proposals = new ArrayList<>();
        ContextProposal current = null;
        for (SubOperation instance : instances) {
            if (current == null || !current.hasRoomFor(instance)) {
                current = new ContextProposal();
                proposals.add(current);
            }
            current.add(instance);
        }
        return proposals;
    }

    /** An instance adds at most two contexts. */
    private boolean hasRoomFor(SubOperation instance) {
        Syntaxes known = bySopClass.get(instance.sopClassUid());
        if (known != null
                && known.stored.contains(instance.transferSyntaxUid())
                && (!known.convertible.isEmpty() || instance.convertibleTo().isEmpty())) return true;
        return bySopClass.values().stream().mapToInt(Syntaxes::contexts).sum() + 2 <= PresentationContext.MAX_COUNT;
    }

    private void add(SubOperation instance) {
        instances++;
        Syntaxes syntaxes = bySopClass.computeIfAbsent(instance.sopClassUid(), uid -> new Syntaxes());
        syntaxes.stored.add(instance.transferSyntaxUid());
        syntaxes.convertible.addAll(instance.convertibleTo());
    }

    int instances() {
        return instances;
    }

    AssociateOptions addTo(AssociateOptions options) {
        AssociateOptions all = options;
        for (Map.Entry<String, Syntaxes> entry : bySopClass.entrySet()) {
            Syntaxes syntaxes = entry.getValue();
            for (String stored : syntaxes.stored) all = all.propose(entry.getKey(), List.of(stored));
            if (!syntaxes.convertible.isEmpty()) {
                all = all.propose(entry.getKey(), List.copyOf(syntaxes.convertible));
            }
        }
        return all;
    }
}
