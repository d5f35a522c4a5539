package org.muniment.lifecycle.engine.job;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.muniment.archive.object.ForwardingObjectStore;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.StoredObject;
import org.muniment.core.tier.Tier;
import org.muniment.core.tier.Tiers;

/**
 * Holds what jobs read and write to the bandwidth of the tiers: jobs are given these {@link #tiers}, readers are not. As a listener of the engine it knows for
 * whom a thread works.
 */
public final class Bandwidth implements JobListener {

    private final Throttle throttle;
    private final ThreadLocal<Priority> working = ThreadLocal.withInitial(() -> Priority.NORMAL);

    public Bandwidth(Throttle throttle) {
        this.throttle = throttle;
    }

    @Override
    public void before(Job job) {
        working.set(job.priority());
    }

    /** The same tiers, with stores that are no faster than they may be. */
    public Tiers tiers(Tiers unlimited) {
        return new Tiers(unlimited.all().stream()
                .map(tier -> new Tier(
                        tier.name(),
                        new Limited(tier.name(), tier.store()),
                        tier.online(),
                        tier.capacity(),
                        tier.rank()))
                .toList());
    }

    private void spend(String tier, long bytes) {
        if (bytes > 0) throttle.spend(tier, bytes, working.get());
    }

    private final class Limited extends ForwardingObjectStore {
        private final String tier;

        Limited(String tier, ObjectStore store) {
            super(store);
            this.tier = tier;
        }

        @Override
        public ObjectWriter create(ObjectKey key) {
            return new LimitedWriter(tier, super.create(key));
        }

        @Override
        public InputStream open(ObjectKey key, long offset, long length) {
            return new LimitedStream(tier, super.open(key, offset, length));
        }
    }

    private final class LimitedWriter implements ObjectWriter {
        private final String tier;
        private final ObjectWriter writer;

        LimitedWriter(String tier, ObjectWriter writer) {
            this.tier = tier;
            this.writer = writer;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            spend(tier, length);
            writer.write(bytes, offset, length);
        }

        @Override
        public long size() {
            return writer.size();
        }

        @Override
        public StoredObject commit() {
            return writer.commit();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private final class LimitedStream extends FilterInputStream {
        private final String tier;

        LimitedStream(String tier, InputStream in) {
            super(in);
            this.tier = tier;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) spend(tier, 1);
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            spend(tier, n);
            return n;
        }
    }
}
