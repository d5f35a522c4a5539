package org.muniment.core.tier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.MemoryCopyIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;

/** A {@link TestArchive} with two more tiers: warm, and cold, which is offline. */
public final class TieredArchive implements AutoCloseable {

    public final TestArchive archive;
    public final FileObjectStore warm;
    public final FileObjectStore coldFiles;
    public final Tiers tiers;
    public final MemoryCopyIndex copies = new MemoryCopyIndex();
    public final List<ErrorCode> unreadable = new CopyOnWriteArrayList<>();
    public final TieredStore store;
    public final Packer packer;
    public final StudyCopies studyCopies;
    private final Path root;

    public TieredArchive(Path root) {
        this(root, Clock.systemUTC());
    }

    public TieredArchive(Path root, Clock clock) {
        this.root = root;
        archive = new TestArchive(root.resolve("hot"));
        warm = new FileObjectStore(new FileStoreConfig("warm", root.resolve("warm"), 0), clock);
        coldFiles = new FileObjectStore(new FileStoreConfig("cold", root.resolve("cold"), 0), clock);
        tiers = Tiers.of(
                new Tier("hot", archive.files, true, Long.MAX_VALUE, 0),
                new Tier("warm", warm, true, Long.MAX_VALUE, 1),
                new Tier("cold", new OfflineStore(coldFiles, clock, Duration.ofHours(5)), false, Long.MAX_VALUE, 2));
        store = new TieredStore(tiers, copies, (container, why) -> unreadable.add(why));
        packer = new Packer(ObjectStores.of(store));
        studyCopies = new StudyCopies(archive.index, copies, tiers);
    }

    public InstanceRecord store(int study, int series, int instance) {
        return archive.store(new SampleDataSet(study, series, instance)).instance();
    }

    /** Packs instances of one series into a container on the tier. */
    public Container pack(String tier, int replica, InstanceRecord... instances) {
        return pack(tier, replica, List.of(instances));
    }

    public Container pack(String tier, int replica, List<InstanceRecord> instances) {
        Tier to = tiers.get(tier);
        Container writing = Container.writing(
                instances.get(0).id().seriesId(), tier, replica, to.store().name(), true, Instant.now());
        copies.begin(writing);
        try (ObjectWriter writer = to.store().create(writing.location().key())) {
            Packed packed = packer.pack(writing.series(), instances, writer);
            Container good = writing.written(packed.size(), packed.digest(), instances.size());
            copies.complete(good, packed.members());
            return good;
        }
    }

    public void release(Container container) {
        copies.update(container.in(CopyState.RELEASING));
        tiers.get(container.tier()).store().delete(container.location().key());
        copies.remove(container);
    }

    public byte[] read(InstanceRecord row) {
        try (InputStream in = store.open(row.location().key())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The container's file. */
    public Path file(Container container) {
        return root.resolve(container.tier())
                .resolve("objects")
                .resolve(container.location().key().path());
    }

    @Override
    public void close() throws IOException {
        archive.close();
        warm.close();
        coldFiles.close();
    }
}
