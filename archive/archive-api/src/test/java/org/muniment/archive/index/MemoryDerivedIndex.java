package org.muniment.archive.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.frame.FrameTable;

/** What is derived from an index, in memory; a series' version is told by its rows themselves. */
public final class MemoryDerivedIndex implements DerivedIndex {

    private final StudyIndex index;
    private final ToIntFunction<StudyInstanceUid> rewritten;
    private final Consumer<ObjectLocation> retire;
    private final Map<ObjectLocation, FrameTable> frames = new ConcurrentHashMap<>();
    private final Map<SeriesId, MetadataObject> metadata = new ConcurrentHashMap<>();

    public MemoryDerivedIndex(MemoryStudyIndex index) {
        this(index, index::rewritten, index::retire);
    }

    MemoryDerivedIndex(MemorySide side, Consumer<ObjectLocation> retire) {
        this(side, side::rewritten, retire);
    }

    /**
     * @param rewritten how often the row of a study was, which counts as a change of its series
     * @param retire told of metadata objects that are not used any more
     */
    private MemoryDerivedIndex(
            StudyIndex index, ToIntFunction<StudyInstanceUid> rewritten, Consumer<ObjectLocation> retire) {
        this.index = index;
        this.rewritten = rewritten;
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
            int times = rewritten.applyAsInt(series.study());
            return new SeriesState(
                    times == 0 ? version : version + "/" + times, Optional.ofNullable(metadata.get(series)));
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
