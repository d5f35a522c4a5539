package org.muniment.index.cassandra;

import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.dicom.frame.FrameTable;

/** What is derived of one side's rows; frames are those of objects, whichever side refers to them. */
final class CassandraDerivedIndex implements DerivedIndex {

    private final CqlRunner cql;
    private final FrameTableTable frames;
    private final SeriesStateColumns states;
    private final RetiredObjectTable retired;

    CassandraDerivedIndex(
            CqlRunner cql, FrameTableTable frames, SeriesStateColumns states, RetiredObjectTable retired) {
        this.cql = cql;
        this.frames = frames;
        this.states = states;
        this.retired = retired;
    }

    @Override
    public Optional<FrameTable> frames(InstanceRecord instance) {
        return instance.frames() != null ? Optional.of(instance.frames()) : frames.find(instance.location());
    }

    @Override
    public void rememberFrames(ObjectLocation object, FrameTable table) {
        cql.run(frames.insert(object, table));
    }

    @Override
    public void forgetFrames(ObjectLocation object) {
        cql.run(frames.delete(object));
    }

    @Override
    public SeriesState state(SeriesId id) {
        return states(List.of(id)).get(0);
    }

    @Override
    public List<SeriesState> states(List<SeriesId> ids) {
        return states.read(ids);
    }

    @Override
    public void useMetadata(SeriesId id, MetadataObject metadata, SeriesState before) {
        RowGroup rows = new RowGroup();
        before.metadata().ifPresent(old -> rows.add(retired.insert(old.location())));
        rows.add(states.use(id, metadata)).write(cql);
    }
}
