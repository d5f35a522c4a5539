package org.muniment.archive.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;

/** In a map. */
public final class MemorySentInstances implements SentInstances {

    private final Map<List<String>, Map<SopInstanceUid, Sha256>> sent = new ConcurrentHashMap<>();

    @Override
    public void add(String destination, StudyInstanceUid study, SopInstanceUid instance, Sha256 digest) {
        sent.computeIfAbsent(List.of(destination, study.value()), key -> new ConcurrentHashMap<>())
                .put(instance, digest);
    }

    @Override
    public Map<SopInstanceUid, Sha256> of(String destination, StudyInstanceUid study) {
        return new HashMap<>(sent.getOrDefault(List.of(destination, study.value()), Map.of()));
    }

    @Override
    public void forget(String destination, StudyInstanceUid study) {
        sent.remove(List.of(destination, study.value()));
    }
}
