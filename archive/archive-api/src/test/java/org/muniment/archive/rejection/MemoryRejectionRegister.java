package org.muniment.archive.rejection;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;

/** The register as plain maps. */
public final class MemoryRejectionRegister implements RejectionRegister {

    private final Map<SopInstanceUid, Rejection> rejections = new LinkedHashMap<>();
    private final Set<SopInstanceUid> unsettled = new LinkedHashSet<>();

    @Override
    public synchronized void record(Rejection rejection) {
        rejections.put(rejection.note().instance(), rejection);
        unsettled.add(rejection.note().instance());
    }

    @Override
    public synchronized Optional<Rejection> find(SopInstanceUid note) {
        return Optional.ofNullable(rejections.get(note));
    }

    @Override
    public synchronized Stream<Rejection> ofStudy(StudyInstanceUid study) {
        return rejections.values().stream()
                .filter(r -> r.studies().contains(study) || r.note().study().equals(study))
                .toList()
                .stream();
    }

    @Override
    public synchronized Stream<Rejection> before(Instant before) {
        return rejections.values().stream()
                .filter(r -> r.at().isBefore(before))
                .sorted(Comparator.comparing(Rejection::at).reversed())
                .toList()
                .stream();
    }

    @Override
    public synchronized Stream<Rejection> unsettled() {
        return unsettled.stream().map(rejections::get).toList().stream();
    }

    @Override
    public synchronized void settle(Rejection rejection) {
        unsettled.remove(rejection.note().instance());
    }

    @Override
    public synchronized void forget(Rejection rejection) {
        rejections.remove(rejection.note().instance());
        unsettled.remove(rejection.note().instance());
    }
}
