package org.muniment.server.tier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.muniment.archive.error.ArchiveException;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;
import org.muniment.server.config.TiersSettings;
import org.muniment.store.file.FileObjectStore;
import org.muniment.store.file.FileStoreConfig;
import org.muniment.store.s3.S3ObjectStore;
import org.muniment.store.s3.S3StoreConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stores of all tiers, opened by the settings. A bucket may be out of reach meanwhile; a directory must be there. */
public final class TierStores implements AutoCloseable {

    public static final String HOT = "hot";

    private static final Logger LOG = LoggerFactory.getLogger(TierStores.class);

    private final TierMarks marks;
    private final List<Tier> tiers = new ArrayList<>();
    private final List<FileTier> files = new ArrayList<>();
    private final List<BucketTier> buckets = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /**
     * @param hot the store of what is received, at {@code hotRoot}; not closed here
     * @param node this server, where others share its tiers of files
     * @param marks by which each tier is known
     */
    public TierStores(
            TiersSettings settings,
            FileObjectStore hot,
            Path hotRoot,
            Optional<String> node,
            Path home,
            TierMarks marks,
            Clock clock) {
        this.marks = marks;
        files.add(new FileTier(HOT, hotRoot));
        tiers.add(new Tier(HOT, hot, true, capacity(hotRoot), 0));
        try {
            for (TiersSettings.Lower lower : settings.lower())
                tiers.add(lower.s3() == null ? files(lower, node, home, clock) : bucket(lower, home, clock));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Tier files(TiersSettings.Lower lower, Optional<String> node, Path home, Clock clock) {
        Path root = home.resolve(lower.path());
        FileObjectStore store = new FileObjectStore(
                new FileStoreConfig(lower.name(), root, lower.reserve().toBytes(), node), clock);
        opened.add(store);
        store.discardUnfinished();
        files.add(new FileTier(lower.name(), root));
        return new Tier(lower.name(), store, true, capacity(root), tiers.size());
    }

    private Tier bucket(TiersSettings.Lower lower, Path home, Clock clock) {
        S3StoreConfig config = s3(lower.name(), lower.s3(), home);
        S3ObjectStore opening = new S3ObjectStore(config, clock);
        opened.add(opening);
        BucketTier store = new BucketTier(opening, marks);
        buckets.add(store);
        long capacity = lower.s3().capacity().toBytes();
        return new Tier(
                lower.name(),
                store,
                !config.objects().isOffline(),
                capacity == 0 ? Long.MAX_VALUE : capacity,
                tiers.size());
    }

    private static S3StoreConfig s3(String name, TiersSettings.S3 s3, Path home) {
        return new S3StoreConfig(
                name,
                new S3StoreConfig.Service(
                        optional(s3.endpoint()).map(URI::create),
                        s3.region(),
                        Optional.ofNullable(s3.credentialsFile()).map(home::resolve)),
                s3.bucket(),
                s3.prefix(),
                new S3StoreConfig.ObjectOptions(
                        optional(s3.storageClass()),
                        optional(s3.encryption()),
                        optional(s3.kmsKey()),
                        optional(s3.lockMode()).map(mode -> new S3StoreConfig.ObjectLock(mode, s3.lockFor())),
                        s3.retrieval()),
                new S3StoreConfig.Limits(
                        Math.toIntExact(s3.partSize().toBytes()),
                        s3.connectTimeout(),
                        s3.answerTimeout(),
                        s3.attempts(),
                        s3.unfinishedAfter()));
    }

    private static Optional<String> optional(String value) {
        return Optional.of(value).filter(Predicate.not(String::isEmpty));
    }

    private static long capacity(Path root) {
        try {
            return Math.max(1, Files.getFileStore(root).getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Tiers tiers() {
        return new Tiers(tiers);
    }

    /** Throws STORE_UNAVAILABLE where one is not at the place it always was; a bucket that is out of reach is looked at when it is used. */
    public void requireMarks() {
        files.forEach(marks::require);
        buckets.forEach(BucketTier::requireUnlessAway);
    }

    public List<FileTier> files() {
        return List.copyOf(files);
    }

    public List<BucketTier> buckets() {
        return List.copyOf(buckets);
    }

    /** Ends uploads that dead processes left in buckets. */
    public void sweep() {
        for (BucketTier bucket : buckets) {
            try {
                bucket.discardUnfinished();
            } catch (ArchiveException e) {
                LOG.warn("Unfinished uploads stay until the next time: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        for (AutoCloseable store : opened) {
            try {
                store.close();
            } catch (Exception e) {
                LOG.warn("A store was not closed: {}", e.toString());
            }
        }
    }
}
