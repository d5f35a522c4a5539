package org.muniment.lifecycle.engine.copies;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Member;
import org.muniment.core.tier.ContainerWriter;
import org.muniment.core.tier.Packed;
import org.muniment.core.tier.Recoder;
import org.muniment.core.tier.Tier;
import org.muniment.lifecycle.engine.job.Fence;
import org.muniment.lifecycle.engine.job.Job;

/** Containers of what was encoded anew, to which no row may refer yet. One that turns out damaged is marked: the next attempt does without it. */
final class EncodedContainers {

    private final CopyStores stores;
    private final CopyMaking making;
    private final ContainerInspection inspection;
    private final StudyRows rows;

    EncodedContainers(CopyStores stores, CopyMaking making, ContainerInspection inspection, StudyRows rows) {
        this.stores = stores;
        this.making = making;
        this.inspection = inspection;
        this.rows = rows;
    }

    /** A row, and what is to take its place, which lies in a container. */
    record Change(InstanceRecord from, InstanceRecord to, Member member) {}

    /** All that count, and hold anything in another encoding than was received. */
    List<Container> of(StudyInstanceUid study) {
        try (Stream<Container> all = stores.index().ofStudy(study)) {
            return all.filter(container -> container.state() == CopyState.GOOD && !container.asReceived())
                    .toList();
        }
    }

    /** What rows may be changed to: those that still name what was encoded. */
    List<Change> pending(Container container) {
        List<Member> members;
        try (Stream<Member> all = stores.index().members(container)) {
            members = all.filter(member -> member.received().isPresent()).toList();
        }
        List<Change> pending = new ArrayList<>();
        for (InstanceRecord row : rows.of(container.series()))
            for (Member member : members)
                if (isPending(row, member)) pending.add(new Change(row, encoded(row, container, member), member));
        return pending;
    }

    private static boolean isPending(InstanceRecord row, Member member) {
        return member.object().isVersionOf(row.id())
                && member.received().filter(row.digest()::equals).isPresent();
    }

    private InstanceRecord encoded(InstanceRecord row, Container container, Member member) {
        try (InputStream in = open(container, member)) {
            ObjectLocation location = new ObjectLocation(row.location().store(), member.object());
            return Recoder.row(row, location, member.length(), member.digest(), in);
        } catch (IOException e) {
            throw unreadable(container, e);
        }
    }

    /** Copies what rows are to be changed to from the container to wherever it is wanted and not there yet. */
    void spread(Job job, Container from, List<Change> pending, Set<Gap> places, Fence fence) {
        for (Gap place : places) {
            Set<ObjectKey> there = held(from.series(), place);
            List<Change> lacking = pending.stream()
                    .filter(change -> !there.contains(change.member().object()))
                    .toList();
            if (lacking.isEmpty()) continue;
            fence.check();
            making.make(job, from.series(), place, false, writer -> copy(from, lacking, writer));
        }
    }

    private Set<ObjectKey> held(SeriesId series, Gap place) {
        Set<ObjectKey> held = new HashSet<>();
        for (Container container : of(series.study())) {
            boolean there = container.series().equals(series)
                    && container.tier().equals(place.tier())
                    && container.replica() == place.replica();
            if (!there) continue;
            try (Stream<Member> members = stores.index().members(container)) {
                members.map(Member::object).forEach(held::add);
            }
        }
        return held;
    }

    private Packed copy(Container from, List<Change> changes, ObjectWriter writer) {
        ContainerWriter container = new ContainerWriter(from.series(), writer);
        for (Change change : changes)
            try (InputStream in = open(from, change.member())) {
                container.addEncodedAnew(change.to(), change.from(), in);
            } catch (ArchiveException e) {
                if (e.code() == ErrorCode.CORRUPT_OBJECT) inspection.inspect(from);
                throw e;
            } catch (IOException e) {
                throw unreadable(from, e);
            }
        return container.finish();
    }

    private InputStream open(Container container, Member member) {
        Tier tier = stores.tiers().get(container.tier());
        return tier.store().open(container.location().key(), member.offset(), member.length());
    }

    private ArchiveException unreadable(Container container, IOException e) {
        inspection.inspect(container);
        return new ArchiveException(
                ErrorCode.STORE_UNAVAILABLE, "container " + container.location() + " can't be read", e);
    }
}
