package org.muniment.routes.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.camel.dicom.AssociationBrokenException;
import org.muniment.camel.dicom.OutgoingBatch;
import org.muniment.core.feed.TargetUnavailableException;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.SubOperation;
import org.muniment.routes.dimse.ArchivedInstance;
import org.muniment.routes.source.Source;

/** Sends by C-STORE, converting as C-MOVE does where the peer does not take what is stored. */
final class DicomSender implements Sender {

    private static final int OUT_OF_RESOURCES = 0xA7;

    private final Source destination;
    private final String callingAet;
    private final RetrieveService retrieve;
    private final RoutingRoute route;

    DicomSender(Source destination, String callingAet, RetrieveService retrieve, RoutingRoute route) {
        this.destination = destination;
        this.callingAet = callingAet;
        this.retrieve = retrieve;
        this.route = route;
    }

    @Override
    public int batch() {
        return OutgoingBatch.MOST;
    }

    /** Where the association breaks, each instance left goes by itself: if one of them is why, it must not stand in the way of others. */
    @Override
    public Map<InstanceRecord, String> send(List<InstanceRecord> instances, Consumer<InstanceRecord> taken)
            throws TargetUnavailableException {
        Batch batch = new Batch(taken);
        try {
            batch.send(instances);
        } catch (AssociationBrokenException e) {
            for (InstanceRecord instance : instances) if (!batch.settled.contains(instance)) alone(instance, batch);
        }
        return batch.refused;
    }

    private void alone(InstanceRecord instance, Batch batch) throws TargetUnavailableException {
        try {
            batch.send(List.of(instance));
        } catch (AssociationBrokenException e) {
            batch.refused.put(instance, e.getMessage());
        }
    }

    private final class Batch {

        private final Consumer<InstanceRecord> taken;
        private final Set<InstanceRecord> settled = new HashSet<>();
        private final Map<InstanceRecord, String> refused = new LinkedHashMap<>();
        private boolean full;

        Batch(Consumer<InstanceRecord> taken) {
            this.taken = taken;
        }

        void send(List<InstanceRecord> instances) throws TargetUnavailableException, AssociationBrokenException {
            Map<SubOperation, InstanceRecord> records = new IdentityHashMap<>();
            List<SubOperation> operations = new ArrayList<>();
            for (InstanceRecord instance : instances) {
                SubOperation operation = new ArchivedInstance(instance, retrieve);
                records.put(operation, instance);
                operations.add(operation);
            }
            OutgoingBatch body =
                    new OutgoingBatch(operations, (operation, status) -> settle(records.get(operation), status));
            Exception failure = route.send(uri(), body);
            String peer = destination.aeTitles().get(0);
            if (failure instanceof AssociationBrokenException broken) throw broken;
            if (failure != null) throw new TargetUnavailableException(peer + ": " + failure.getMessage(), failure);
            if (full) throw new TargetUnavailableException(peer + " is out of resources");
        }

        private void settle(InstanceRecord instance, DimseStatus status) {
            settled.add(instance);
            if (!status.isFailure()) taken.accept(instance);
            else if (isFull(status)) full = true;
            else refused.put(instance, status.toString());
        }
    }

    private static boolean isFull(DimseStatus status) {
        return status.code() >>> 8 == OUT_OF_RESOURCES;
    }

    private String uri() {
        return "dicom:store:%s:%d?calledAet=RAW(%s)&callingAet=RAW(%s)"
                .formatted(
                        destination.hosts().get(0),
                        destination.port().getAsInt(),
                        destination.aeTitles().get(0),
                        callingAet);
    }
}
