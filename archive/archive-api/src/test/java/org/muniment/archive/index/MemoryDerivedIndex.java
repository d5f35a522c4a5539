package org.muniment.archive.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.frame.FrameTable;

/** What is derived from an index, in memory; a series' version is told by its rows themselves. */
public final class MemoryDerivedIndex implements DerivedIndex {

    private final StudyIndex index;
    private final Consumer<ObjectLocation> retire;
    private final Map<ObjectLocation, FrameTable> frames = new ConcurrentHashMap<>();
    private final Map<SeriesId, MetadataObject> metadata = new ConcurrentHashMap<>();

    public MemoryDerivedIndex(MemoryStudyIndex index) {
        this(index, index::retire);
    }

    /** @param retire told of metadata objects that are not used any more */
    public MemoryDerivedIndex(StudyIndex index, Consumer<ObjectLocation> retire) {
        this.index = index;
        this.retire = retire;
    }

    @Override
    public Optional<FrameTable> frames(InstanceRecord instance) {
        return Optional.ofNullable(instance.frames()).or(() -> Optional.ofNullable(frames.get(instance.location())));
    }

    @Override
    public void rememberFrames(ObjectLocation object, FrameTable table) {
        frames.put(object, table);
    }

    @Override
    public void forgetFrames(ObjectLocation object) {
        frames.remove(object);
    }

    @Override
    public SeriesState state(SeriesId series) {
        try (Stream<InstanceRecord> rows = index.instances(series)) {
            String version = rows.map(row -> row.location().key().version()).collect(Collectors.joining());
            return new SeriesState(version, Optional.ofNullable(metadata.get(series)));
        }
    }

    @Override
    public List<SeriesState> states(List<SeriesId> series) {
        return series.stream().map(this::state).toList();
    }

    @Override
    public void useMetadata(SeriesId series, MetadataObject object, SeriesState before) {
        metadata.put(series, object);
        before.metadata().ifPresent(old -> retire.accept(old.location()));
    }
}
