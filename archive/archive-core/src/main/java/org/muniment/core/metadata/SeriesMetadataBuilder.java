package org.muniment.core.metadata;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.core.ArchiveIndex;
import org.muniment.core.ObjectStores;
import org.muniment.core.Workers;
import org.muniment.core.patient.PatientPatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the metadata object of a series from its files, or brings the one there is up to date: what it says of objects that are still the
 * instances' is taken over, so that the cost is that of what is new, and of inflating and deflating the rest. Memory does not grow with the series.
 */
final class SeriesMetadataBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(SeriesMetadataBuilder.class);

    /** How objects are made: to be changed with anything that changes their text, so that they are made anew. */
    private static final String RULES = "1";

    /** Between rules, what was put right of the patient, and the version. */
    private static final char BEHIND = ':';

    /** No version. An object that lacks something is never current, so that the next reader tries again. */
    private static final String INCOMPLETE = "incomplete";

    private static final int MOST_ATTEMPTS = 3;
    private static final int LOOK_AHEAD = 8;

    private final ArchiveIndex index;
    private final ObjectStore store;
    private final ObjectStores stores;
    private final InstanceTexts texts;

    /** @param store where metadata objects go to */
    SeriesMetadataBuilder(ArchiveIndex index, ObjectStore store, ObjectStores stores, Workers workers) {
        this.index = index;
        this.store = store;
        this.stores = stores;
        this.texts = new InstanceTexts(new InstanceJson(stores), workers);
    }

    /** Whatever is to be put right of the patient: where that changes, the version does. */
    static boolean isCurrent(MetadataObject object, SeriesState state) {
        String madeOf = object.madeOf();
        return madeOf.startsWith(RULES)
                && madeOf.endsWith(BEHIND + state.version())
                && madeOf.indexOf(BEHIND) == madeOf.length() - state.version().length() - 1;
    }

    /** The rows have changed, or the object to take from is damaged: to be begun again. */
    private static final class Again extends Exception {
        private static final long serialVersionUID = 1;

        Again(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    /**
     * Makes an object and puts it to use.
     *
     * @param before read before this; its object is taken from where that is possible
     * @return empty where the series has no instances
     */
    Optional<MetadataObject> build(SeriesId series, SeriesState before) {
        return make(series, before, store::create, (object, state) -> index.derived()
                .useMetadata(series, object, state));
    }

    /** Makes what would be in the object, in memory: for where the store takes nothing more but its instances must be seen. */
    Optional<StoredMetadata> hold(SeriesId series, SeriesState before) {
        AtomicReference<HeldObject> held = new AtomicReference<>();
        Optional<MetadataObject> made = make(
                series,
                before,
                key -> {
                    held.set(new HeldObject(new ObjectLocation(store.name(), key)));
                    return held.get();
                },
                (object, state) -> {});
        return made.map(object -> new StoredMetadata(object, store, held.get().bytes()));
    }

    private Optional<MetadataObject> make(
            SeriesId series,
            SeriesState before,
            Function<ObjectKey, ObjectWriter> objects,
            BiConsumer<MetadataObject, SeriesState> use) {
        SeriesState state = before;
        Again last = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            boolean takeOver = attempt < MOST_ATTEMPTS - 1;
            PatientPatch patient = index.patients().patch(series.study()); // after the state was read
            String rules = RULES + patient.fingerprint() + BEHIND;
            try (MetadataFile old = takeOver ? open(state, rules) : null;
                    MetadataFileOutput out = new MetadataFileOutput(series, objects)) {
                boolean whole = write(series, patient, old, out);
                if (out.isEmpty()) return Optional.empty();
                MetadataObject made = out.finish(rules + (whole ? state.version() : INCOMPLETE));
                use.accept(made, state);
                return Optional.of(made);
            } catch (Again e) {
                last = e;
                state = index.derived().state(series);
            } catch (IOException e) { // only closing and memory are left to fail
                throw new ArchiveException(ErrorCode.INTERNAL, "metadata can't be made", e);
            }
        }
        throw new ArchiveException(ErrorCode.INSTANCE_BUSY, "the series is changing", last);
    }

    /** Null where there is none that could be taken from. */
    private MetadataFile open(SeriesState state, String rules) throws IOException {
        MetadataObject object = state.metadata().orElse(null);
        if (object == null || !object.madeOf().startsWith(rules)) return null;
        try {
            return MetadataFile.open(stores.of(object.location()), object);
        } catch (IOException e) {
            LOG.warn("Metadata object {} is damaged and made anew: {}", object.location(), e.getMessage());
            return null;
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_FOUND) throw e;
            return null;
        }
    }

    /** An instance whose text is under way: taken over from {@code old}, or being made. */
    private record Part(InstanceRecord row, MetadataDirectory.Entry old, InstanceTexts.Text made) {}

    /** False where an object could not be read. */
    private boolean write(SeriesId series, PatientPatch patient, MetadataFile old, MetadataFileOutput out)
            throws Again {
        boolean whole = true;
        Deque<Part> parts = new ArrayDeque<>();
        try (Stream<InstanceRecord> rows = index.reader().instances(series)) {
            Entries entries = new Entries(old);
            for (InstanceRecord row : (Iterable<InstanceRecord>) rows::iterator) {
                MetadataDirectory.Entry entry = entries.of(row);
                parts.add(new Part(row, entry, entry == null ? texts.start(row, patient) : null));
                if (parts.size() > LOOK_AHEAD) whole &= write(parts.remove(), old, out);
            }
            while (!parts.isEmpty()) whole &= write(parts.remove(), old, out);
            if (old != null) old.verify();
            return whole;
        } catch (IOException e) { // only the old object is read in a way that fails so
            throw new Again(e);
        } finally {
            parts.forEach(part -> InstanceTexts.cancel(part.made()));
        }
    }

    private boolean write(Part part, MetadataFile old, MetadataFileOutput out) throws IOException, Again {
        InstanceRecord row = part.row();
        if (part.old() != null) {
            out.add(row.id().instance(), part.old().version(), to -> old.copy(part.old(), to));
            return true;
        }
        String version = row.location().key().version();
        MetadataFileOutput.Text text;
        try {
            text = part.made().await();
        } catch (ArchiveException e) {
            if (e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.CORRUPT_OBJECT) throw e;
            if (!isCurrent(row)) throw new Again(e);
            LOG.warn("Metadata of series {} is incomplete: {}", row.id().series(), e.getMessage());
            version = MetadataDirectory.DAMAGED;
            text = to -> texts.writeRow(row, to);
        }
        out.add(row.id().instance(), version, text);
        return !version.equals(MetadataDirectory.DAMAGED);
    }

    private boolean isCurrent(InstanceRecord row) {
        return index.reader()
                .instance(row.id())
                .filter(now -> now.location().equals(row.location()))
                .isPresent();
    }

    /** Goes through the entries of an object beside the rows of the series: both are in the order of their UIDs. */
    private static final class Entries {
        private final MetadataFile file;
        private MetadataDirectory.Entry next;

        Entries(MetadataFile file) throws IOException {
            this.file = file;
            this.next = file == null ? null : file.next();
        }

        /** Null where there is none of the row's very object. */
        MetadataDirectory.Entry of(InstanceRecord row) throws IOException {
            while (next != null && next.instance().compareTo(row.id().instance()) < 0) next = file.next();
            if (next == null || !next.instance().equals(row.id().instance())) return null;
            return next.version().equals(row.location().key().version()) ? next : null;
        }
    }
}
