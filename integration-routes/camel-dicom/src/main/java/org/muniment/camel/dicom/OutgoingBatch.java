package org.muniment.camel.dicom;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.muniment.dicom.net.AssociateOptions;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.SubOperation;

/**
 * Body of a producer of store that sends several instances on one association. The exchange's status is success whatever becomes of single
 * ones; where the association breaks it fails with
 * {@link AssociationBrokenException}, and those not told of are open.
 *
 * @param instances at most {@link #MOST}, so that there are presentation contexts for all
 * @param settled told of each instance's status when the peer has answered; a status of 0110H or 0122H may be our own, for what could not be
 *     made or is not accepted
 */
public record OutgoingBatch(List<SubOperation> instances, BiConsumer<SubOperation, DimseStatus> settled) {

    /** Each may need two presentation contexts, of which an association has 128. */
    public static final int MOST = 64;

    /** A context to propose. */
    private record Context(String sopClass, List<String> syntaxes) {}

    public OutgoingBatch {
        instances = List.copyOf(instances);
        if (instances.isEmpty() || instances.size() > MOST)
            throw new IllegalArgumentException("a batch has 1 to " + MOST + " instances");
    }

    AssociateOptions addTo(AssociateOptions options) {
        Set<Context> contexts = new LinkedHashSet<>();
        for (SubOperation instance : instances) {
            contexts.add(new Context(instance.sopClassUid(), List.of(instance.transferSyntaxUid())));
            if (!instance.convertibleTo().isEmpty())
                contexts.add(new Context(instance.sopClassUid(), instance.convertibleTo()));
        }
        AssociateOptions all = options;
        for (Context context : contexts) all = all.propose(context.sopClass(), context.syntaxes());
        return all;
    }
}
