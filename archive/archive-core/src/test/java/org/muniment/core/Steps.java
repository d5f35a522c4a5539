package org.muniment.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.Known;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ForwardingObjectStore;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.StoredObject;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.RejectionRegister;

/** Stands before a store and an index and tells a hook of each step; the hook may throw, wait or halt the process. */
public final class Steps {

    private volatile Consumer<Step> hook = step -> {};

    /** From now on {@code hook} is told of every step, on the thread that takes it. */
    public void each(Consumer<Step> hook) {
        this.hook = hook;
    }

    /** From now on nothing happens. */
    public void none() {
        hook = step -> {};
    }

    /** Throws {@code failure} whenever {@code step} is reached. */
    public void fail(Step step, RuntimeException failure) {
        hook = reached -> {
            if (reached == step) throw failure;
        };
    }

    public StudyIndexWriter on(StudyIndexWriter index) {
        return new IndexWithSteps(index);
    }

    public StudyIndex on(StudyIndex index) {
        return new ReaderWithSteps(index);
    }

    public ObjectStore on(ObjectStore store) {
        return new StoreWithSteps(store);
    }

    public RejectionIndex on(RejectionIndex index) {
        return withSteps(RejectionIndex.class, index);
    }

    public ChangeIntentions on(ChangeIntentions intentions) {
        return new IntentionsWithSteps(intentions);
    }

    /** Whatever returns nothing changes something. */
    private <T> T withSteps(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getReturnType() == void.class) hook.accept(Step.CHANGE_REJECTION);
            try {
                Object result = method.invoke(target, args);
                return result instanceof RejectionRegister register
                        ? withSteps(RejectionRegister.class, register)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private final class ReaderWithSteps implements StudyIndex {
        private final StudyIndex index;

        private ReaderWithSteps(StudyIndex index) {
            this.index = index;
        }

        @Override
        public Optional<InstanceRecord> instance(InstanceId id) {
            return index.instance(id);
        }

        @Override
        public List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
            return index.instancesByUid(uid);
        }

        @Override
        public List<SeriesRecord> seriesByUid(SeriesInstanceUid uid) {
            hook.accept(Step.READ_PARENTS);
            return index.seriesByUid(uid);
        }

        @Override
        public Stream<StudyRecord> studies(StudyAccess access) {
            return index.studies(access);
        }

        @Override
        public Stream<SeriesRecord> series(StudyInstanceUid study) {
            return index.series(study);
        }

        @Override
        public Stream<InstanceRecord> instances(SeriesId series) {
            return index.instances(series);
        }

        @Override
        public long countInstances(SeriesId series) {
            return index.countInstances(series);
        }

        @Override
        public Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> studies) {
            return index.countInstances(studies);
        }
    }

    private final class IndexWithSteps implements StudyIndexWriter {
        private final StudyIndexWriter index;

        private IndexWithSteps(StudyIndexWriter index) {
            this.index = index;
        }

        @Override
        public Known lookUp(InstanceId id) {
            hook.accept(Step.LOOK_UP);
            return index.lookUp(id);
        }

        @Override
        public void commit(InstanceRecord instance) {
            hook.accept(Step.BEFORE_ROW_IS_COMMITTED);
            index.commit(instance);
            hook.accept(Step.AFTER_ROW_IS_COMMITTED);
        }

        @Override
        public void commit(InstanceRecord instance, SeriesRecord series, StudyRecord study) {
            hook.accept(Step.BEFORE_ROW_IS_COMMITTED);
            index.commit(instance, series, study);
            hook.accept(Step.AFTER_ROW_IS_COMMITTED);
        }

        @Override
        public void replace(InstanceRecord previous, InstanceRecord instance, SeriesRecord series, StudyRecord study) {
            hook.accept(Step.BEFORE_ROW_IS_COMMITTED);
            index.replace(previous, instance, series, study);
            hook.accept(Step.AFTER_ROW_IS_COMMITTED);
        }

        @Override
        public boolean replaceEncoding(InstanceRecord previous, InstanceRecord encodedAnew) {
            hook.accept(Step.BEFORE_ROW_IS_COMMITTED);
            boolean done = index.replaceEncoding(previous, encodedAnew);
            hook.accept(Step.AFTER_ROW_IS_COMMITTED);
            return done;
        }

        @Override
        public Stream<RetiredObject> retired(Instant before) {
            return index.retired(before);
        }

        @Override
        public void forget(RetiredObject retired) {
            index.forget(retired);
        }

        @Override
        public Stream<InstanceRecord> scan() {
            hook.accept(Step.SCAN);
            return index.scan();
        }
    }

    private final class IntentionsWithSteps implements ChangeIntentions {
        private final ChangeIntentions intentions;

        private IntentionsWithSteps(ChangeIntentions intentions) {
            this.intentions = intentions;
        }

        @Override
        public void open(Intention intention) {
            hook.accept(Step.OPEN_INTENTION);
            intentions.open(intention);
        }

        @Override
        public void close(Collection<Intention> kept) {
            intentions.close(kept);
        }

        @Override
        public List<Intention> open(String by) {
            return intentions.open(by);
        }

        @Override
        public List<String> nodes() {
            return intentions.nodes();
        }
    }

    private final class StoreWithSteps extends ForwardingObjectStore {
        private StoreWithSteps(ObjectStore store) {
            super(store);
        }

        @Override
        public ObjectWriter create(ObjectKey key) {
            hook.accept(Step.CREATE_OBJECT);
            return new WriterWithSteps(super.create(key));
        }

        @Override
        public void delete(ObjectKey key) {
            hook.accept(Step.DELETE_OBJECT);
            super.delete(key);
        }
    }

    private final class WriterWithSteps implements ObjectWriter {
        private final ObjectWriter writer;

        private WriterWithSteps(ObjectWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            hook.accept(Step.WRITE_BYTES);
            writer.write(bytes, offset, length);
        }

        @Override
        public long size() {
            return writer.size();
        }

        @Override
        public StoredObject commit() {
            hook.accept(Step.BEFORE_OBJECT_IS_DURABLE);
            StoredObject stored = writer.commit();
            hook.accept(Step.AFTER_OBJECT_IS_DURABLE);
            return stored;
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
