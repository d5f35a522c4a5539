package org.muniment.lifecycle.records.disposition;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.lifecycle.engine.job.Fence;

/**
 * Destroys what a manifest names, and no other byte: keys are never used twice, so what was stored since is safe. Each part can be repeated, and ends
 * with another look that nothing is left.
 */
final class StudyShredder {

    private static final int DELETES_PER_CHECK = 100;

    private final ArchiveIndex index;
    private final StudyErasure erasure;
    private final CopyIndex copies;
    private final Tiers tiers;
    private final StudyNotebook notes;

    StudyShredder(ArchiveIndex index, StudyErasure erasure, CopyIndex copies, Tiers tiers, StudyNotebook notes) {
        this.index = index;
        this.erasure = erasure;
        this.copies = copies;
        this.tiers = tiers;
        this.notes = notes;
    }

    List<Container> containers(StudyInstanceUid study) {
        try (Stream<Container> found = copies.ofStudy(study)) {
            return found.toList();
        }
    }

    void containers(StudyInstanceUid study, Manifest manifest, Inventory inventory, Fence fence) {
        for (Container container : containers(study, manifest, inventory)) {
            fence.check();
            copies.update(container.in(CopyState.RELEASING));
            delete(tiers.get(container.tier()).store(), container.location());
            copies.remove(container);
        }
    }

    /**
     * Those of the inventory, and those of the same instances that were begun since by somebody who did not know. One of instances that came since is
     * theirs, and may be all there is of them.
     *
     * @throws ArchiveException NOT_PERMITTED where one holds both
     */
    private List<Container> containers(StudyInstanceUid study, Manifest manifest, Inventory inventory) {
        Set<ObjectKey> destroyed =
                manifest.locations().stream().map(ObjectLocation::key).collect(Collectors.toSet());
        return containers(study).stream()
                .filter(container -> inventory.names(container) || isOf(container, destroyed))
                .toList();
    }

    private boolean isOf(Container container, Set<ObjectKey> destroyed) {
        List<ObjectKey> objects;
        try (Stream<Member> members = copies.members(container)) {
            objects = members.map(Member::object).toList();
        }
        long common = objects.stream().filter(destroyed::contains).count();
        if (common > 0 && common < objects.size())
            throw new ArchiveException(
                    ErrorCode.NOT_PERMITTED,
                    "container " + container.location() + " holds instances that came since as well");
        // one without members is being written, and will not be completed, or is being given up
        return common == objects.size();
    }

    void objects(Manifest manifest, Fence fence) {
        int deletes = 0;
        for (Manifest.Line line : manifest.lines()) {
            if (deletes++ % DELETES_PER_CHECK == 0) fence.check();
            delete(store(line.location()), line.location());
            index.derived().forgetFrames(line.location());
        }
        replaced(manifest, fence);
    }

    /** Former versions of the same instances, which wait to be collected. */
    private void replaced(Manifest manifest, Fence fence) {
        Set<InstanceId> ids = new HashSet<>(manifest.ids());
        Set<String> directories = manifest.lines().stream()
                .map(line -> line.location().key().directory())
                .collect(Collectors.toSet());
        List<RetiredObject> former;
        try (Stream<RetiredObject> retired =
                index.writer().retired(Instant.now().plusSeconds(60))) {
            former = retired.filter(object ->
                            directories.contains(object.location().key().directory()))
                    .filter(object -> object.location().key().isMetadata()
                            || ids.stream().anyMatch(object.location().key()::isVersionOf))
                    .toList();
        }
        for (RetiredObject object : former) {
            fence.check();
            delete(store(object.location()), object.location());
            index.derived().forgetFrames(object.location());
            index.writer().forget(object);
        }
    }

    /** What was made of the instances' headers, of both sides. Where the series lives on, it is made again of what is in it then. */
    void metadata(Manifest manifest, Fence fence) {
        fence.check();
        Set<SeriesId> series = manifest.ids().stream().map(InstanceId::seriesId).collect(Collectors.toSet());
        for (SeriesId id : series) {
            metadata(index.derived(), id).ifPresent(location -> delete(store(location), location));
            metadata(index.rejections().index().derived(), id).ifPresent(location -> delete(store(location), location));
        }
    }

    private static Optional<ObjectLocation> metadata(DerivedIndex derived, SeriesId series) {
        return derived.state(series).metadata().map(used -> used.location());
    }

    void rows(StudyInstanceUid study, Manifest manifest, Fence fence) {
        fence.check();
        Set<ObjectLocation> destroyed = manifest.locations();
        index.rejections().erase(study, manifest.ids(), row -> destroyed.contains(row.location()), erasure);
        notes.forget(study);
    }

    /** What is left of it all; empty where the certificate can be written. */
    List<String> left(StudyInstanceUid study, Manifest manifest, Inventory inventory) {
        Stream<String> containers = containers(study, manifest, inventory).stream()
                .map(one -> one.location().toString());
        Stream<String> objects = manifest.lines().stream()
                .map(Manifest.Line::location)
                .filter(location -> store(location).find(location.key()).isPresent())
                .map(ObjectLocation::toString);
        Set<ObjectLocation> destroyed = manifest.locations();
        Stream<String> rows = manifest.ids().stream()
                .filter(id -> index.rejections().index().rejected().instance(id).isPresent()
                        || index.reader()
                                .instance(id)
                                .filter(row -> destroyed.contains(row.location()))
                                .isPresent())
                .map(id -> "row of " + id.instance());
        return Stream.of(containers, objects, rows).flatMap(each -> each).toList();
    }

    private ObjectStore store(ObjectLocation location) {
        return tiers.all().stream()
                .map(Tier::store)
                .filter(store -> store.name().equals(location.store()))
                .findFirst()
                .orElseThrow(() -> new ArchiveException(
                        ErrorCode.STORE_UNAVAILABLE, "no store named " + location.store() + " is configured"));
    }

    /** Also one that was put into quarantine, where it could still be read. */
    private static void delete(ObjectStore store, ObjectLocation location) {
        store.restore(location.key());
        store.delete(location.key());
        if (store.find(location.key()).isPresent())
            throw new ArchiveException(
                    ErrorCode.NOT_PERMITTED, location.store() + "/" + location.key() + " can't be deleted");
    }
}
