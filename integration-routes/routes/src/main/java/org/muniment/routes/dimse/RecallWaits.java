package org.muniment.routes.dimse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.Recalls;
import org.muniment.dicom.net.Preparation;

/**
 * Lets C-MOVE and C-GET wait for what lies on offline tiers, but not for longer than the peer is likely to, nor so many at once that no thread is left
 * for others. The recall goes on whatever becomes of the operation.
 */
public final class RecallWaits {

    private final OfflineInstances offline;
    private final Recalls recalls;
    private final Duration atMost;
    private final Duration interval;
    private final Semaphore places;

    /**
     * @param atMost how long one operation waits
     * @param interval how often it looks, and its peer hears of it
     * @param most how many operations wait at once; further ones are told to come again
     */
    public RecallWaits(OfflineInstances offline, Recalls recalls, Duration atMost, Duration interval, int most) {
        this.offline = offline;
        this.recalls = recalls;
        this.atMost = atMost;
        this.interval = interval;
        this.places = new Semaphore(most);
    }

    /** @param by who wants them: an AE title */
    Preparation of(List<InstanceRecord> instances, String by) {
        Map<StudyInstanceUid, List<InstanceRecord>> byStudy = instances.stream()
                .collect(Collectors.groupingBy(
                        instance -> instance.id().study(), LinkedHashMap::new, Collectors.toList()));
        Set<StudyInstanceUid> waitedFor = byStudy.entrySet().stream()
                .filter(study -> offline.any(study.getKey(), study.getValue().stream()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return waitedFor.isEmpty()
                ? Preparation.NONE
                : new RecallWait(recalls, waitedFor, by, atMost, interval, places);
    }
}
