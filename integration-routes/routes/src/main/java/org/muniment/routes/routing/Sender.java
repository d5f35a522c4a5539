package org.muniment.routes.routing;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.feed.TargetUnavailableException;

/** Sends instances to one kind of destination. */
interface Sender {

    /** How many go at once. */
    int batch();

    /**
     * Sends some instances, at most a batch.
     *
     * @param taken told of each that the destination has taken, as soon as that is known
     * @return those it does not take, and why, without patient data
     * @throws TargetUnavailableException where it takes nothing at present; some may have been taken before
     */
    Map<InstanceRecord, String> send(List<InstanceRecord> instances, Consumer<InstanceRecord> taken)
            throws TargetUnavailableException;
}
