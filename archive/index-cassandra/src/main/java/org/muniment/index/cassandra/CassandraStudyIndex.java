package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.commitment.CommitmentRegister;
import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.feed.ChangeIntentions;
import org.muniment.archive.feed.Subscribers;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.DerivedIndex;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.Known;
import org.muniment.archive.index.MetadataObject;
import org.muniment.archive.index.RetiredObject;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.SeriesState;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyIndexWriter;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.lifecycle.DueIndex;
import org.muniment.archive.lifecycle.JobRegister;
import org.muniment.archive.lifecycle.StudyNotebook;
import org.muniment.archive.message.MessageJournal;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.order.AppointmentIndex;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.order.PerformedStepIndex;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.StudyErasure;
import org.muniment.archive.routing.SentInstances;
import org.muniment.archive.subscription.SubscriptionRegister;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.index.cassandra.InstanceByUidTable.Hint;

/**
 * The index in Cassandra. The tables are described in {@code migrations}.
 *
 * <p>A plain commit is the instance's row and the hint that leads to it, sent as one and done once both are durable; a crash may leave either
 * alone. What changes more tables is a logged batch: once Cassandra has accepted it, all of it will be there, if need be after a restart has
 * replayed it, but readers may see parts of it before others.
 */
public final class CassandraStudyIndex implements StudyIndex, StudyIndexWriter, DerivedIndex, AutoCloseable {

    private final CqlSession session;
    private final CqlRunner cql;
    private final InstanceByUidTable instancesByUid;
    private final IndexSide sight;
    private final IndexSide heldBack;
    private final CassandraRejectionIndex rejections;
    private final StudyErasure erasure;
    private final PatientRecords patients;
    private final CassandraMessageJournal messages;
    private final DerivedIndex derived;
    private final RetiredObjectTable retired;
    private final ChangeMarks marks;
    private final OrderIndex orders;
    private final AppointmentIndex appointments;
    private final PerformedStepIndex performed;
    private final ChangeFeed feed;
    private final ChangeIntentions intentions;
    private final Subscribers subscribers;
    private final SubscriptionRegister subscriptions;
    private final CassandraCommitmentRegister commitments;
    private final SentInstances sent;
    private final StudyNotebook notebook;
    private final AuditTrail audit;
    private final DocumentRegister documents;
    private final CopyIndex copies;
    private final JobRegister jobs;
    private final DueIndex due;

    /** Connects, creates the keyspace where it is missing and brings its schema up to date. */
    public static CassandraStudyIndex open(CassandraIndexConfig config) {
        CqlSession session = CassandraConnection.open(config);
        try {
            new SchemaMigrations(session, Migration.ALL).run();
            return new CassandraStudyIndex(session, config.requests(), Clock.systemUTC());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    CassandraStudyIndex(CqlSession session, CassandraIndexConfig.Requests requests, Clock clock) {
        this.session = session;
        cql = new CqlRunner(session, requests.timeout());
        BucketTable buckets = new BucketTable(cql);
        SharedTables shared = SharedTables.of(cql, buckets, clock);
        instancesByUid = shared.instancesByUid();
        retired = shared.retired();
        marks = shared.marks();
        sight = IndexSide.inSight(shared);
        heldBack = IndexSide.heldBack(shared);
        derived = sight.derived();
        messages = new CassandraMessageJournal(cql, buckets);
        rejections = new CassandraRejectionIndex(
                shared, sight, heldBack, new CassandraRejectionRegister(cql, buckets, clock));
        orders = new CassandraOrderIndex(cql, buckets, clock);
        appointments = new CassandraAppointmentIndex(cql);
        performed = new CassandraPerformedStepIndex(cql);
        commitments = new CassandraCommitmentRegister(cql);
        sent = new CassandraSentInstances(cql);
        notebook = new CassandraStudyNotebook(cql);
        audit = new CassandraAuditTrail(cql);
        documents = new CassandraDocumentRegister(cql);
        copies = new CassandraCopyIndex(cql, clock);
        jobs = new CassandraJobRegister(cql);
        due = new CassandraDueIndex(cql, buckets, clock);
        feed = new CassandraChangeFeed(cql, buckets, clock, CassandraChangeFeed.SETTLES_AFTER);
        intentions = new ChangeIntentionTable(cql, buckets, clock);
        subscribers = new CassandraSubscribers(cql);
        subscriptions = new CassandraSubscriptionRegister(cql);
        CassandraStudyPatients studyPatients = new CassandraStudyPatients(shared, sight, heldBack);
        erasure = new CassandraStudyErasure(shared, sight, heldBack, studyPatients);
        patients = new PatientRecords(
                new CassandraPatientIndex(cql, buckets),
                studyPatients,
                new CassandraReconciliationRegister(cql, buckets, clock),
                new CassandraWorkItemRegister(cql, buckets, clock));
    }

    /** What became of studies. */
    public AuditTrail audit() {
        return audit;
    }

    /** What is noted of studies for their lifecycle. */
    public StudyNotebook notebook() {
        return notebook;
    }

    /** What other systems have taken. */
    public SentInstances sent() {
        return sent;
    }

    /** What records management keeps. */
    public DocumentRegister documents() {
        return documents;
    }

    /** Copies on tiers. */
    public CopyIndex copies() {
        return copies;
    }

    /** What is being done to studies. */
    public JobRegister jobs() {
        return jobs;
    }

    /** What is to be looked at, and when. */
    public DueIndex due() {
        return due;
    }

    /** Requests for storage commitment. */
    public CommitmentRegister commitments() {
        return commitments;
    }

    /** What is held back. */
    public RejectionIndex rejections() {
        return rejections;
    }

    /** Removes for good what is held back. */
    public StudyErasure erasure() {
        return erasure;
    }

    public ChangeFeed feed() {
        return feed;
    }

    public ChangeIntentions intentions() {
        return intentions;
    }

    public OrderIndex orders() {
        return orders;
    }

    public AppointmentIndex appointments() {
        return appointments;
    }

    public PerformedStepIndex performedSteps() {
        return performed;
    }

    /** Those who read the feed. */
    public Subscribers subscribers() {
        return subscribers;
    }

    /** What was asked for over FHIR. */
    public SubscriptionRegister subscriptions() {
        return subscriptions;
    }

    /** Patients, and whose each study is. */
    public PatientRecords patients() {
        return patients;
    }

    /** The journal of messages that came in. */
    public MessageJournal messages() {
        return messages;
    }

    @Override
    public Optional<InstanceRecord> instance(InstanceId id) {
        return sight.instance(id);
    }

    @Override
    public List<InstanceRecord> instancesByUid(SopInstanceUid uid) {
        return sight.instancesByUid(uid);
    }

    @Override
    public List<SeriesRecord> seriesByUid(SeriesInstanceUid uid) {
        return sight.seriesByUid(uid);
    }

    @Override
    public Stream<StudyRecord> studies(StudyAccess access) {
        return sight.studies(access);
    }

    @Override
    public Stream<SeriesRecord> series(StudyInstanceUid study) {
        return sight.series(study);
    }

    @Override
    public Stream<InstanceRecord> instances(SeriesId id) {
        return sight.instances(id);
    }

    @Override
    public long countInstances(SeriesId id) {
        return sight.countInstances(id);
    }

    @Override
    public Map<SeriesId, Long> countInstances(Collection<StudyInstanceUid> of) {
        return sight.countInstances(of);
    }

    @Override
    public Known lookUp(InstanceId id) {
        List<Hint> hints = Iterators.list(instancesByUid.hints(id.instance()));
        List<InstanceRecord> present =
                Iterators.list(sight.find(hints.stream().map(Hint::id).iterator()));
        Map<SopInstanceUid, RejectionCode> rejectedBy = hints.stream()
                .filter(hint -> hint.id().equals(id))
                .findFirst()
                .map(Hint::rejectedBy)
                .orElse(Map.of());
        Optional<InstanceRecord> rejected = rejectedBy.isEmpty() ? Optional.empty() : heldBack.instance(id);
        return new Known(present, rejectedBy, rejected);
    }

    @Override
    public void commit(InstanceRecord instance) {
        keepLongFrames(instance);
        marks.during(mark -> cql.run(BatchStatement.newInstance(
                DefaultBatchType.UNLOGGED, instancesByUid.insert(instance.id()), sight.write(instance, mark))));
    }

    @Override
    public void commit(InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study) {
        keepLongFrames(instance);
        marks.during(mark -> rows(instance, ofSeries, study, mark).write(cql));
    }

    @Override
    public void replace(InstanceRecord previous, InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study) {
        keepLongFrames(instance);
        marks.during(mark -> {
            RowGroup rows = rows(instance, ofSeries, study, mark);
            if (!previous.location().equals(instance.location())) rows.add(retired.insert(previous.location()));
            rows.write(cql);
        });
    }

    /** Dying before the last line leaves an object without a row, which the reconciler finds. */
    @Override
    public boolean replaceEncoding(InstanceRecord previous, InstanceRecord encodedAnew) {
        keepLongFrames(encodedAnew);
        AtomicBoolean applied = new AtomicBoolean();
        marks.during(mark -> applied.set(cql.applied(sight.replace(previous.location(), encodedAnew, mark))));
        if (!applied.get() || refersTo(previous)) return false;
        cql.run(retired.insert(previous.location()));
        return true;
    }

    /** Also after a change that was applied, where the clock of whoever wrote the row before is ahead: then that one counts. */
    private boolean refersTo(InstanceRecord previous) {
        return sight.instance(previous.id())
                .filter(row -> row.location().equals(previous.location()))
                .isPresent();
    }

    /** Before the row, which says nothing of them. */
    private void keepLongFrames(InstanceRecord instance) {
        if (FrameTableTable.isLong(instance.frames())) rememberFrames(instance.location(), instance.frames());
    }

    private RowGroup rows(InstanceRecord instance, SeriesRecord ofSeries, StudyRecord study, ChangeMarks.Mark mark) {
        return sight.parents(ofSeries, study)
                .add(instancesByUid.insert(instance.id()))
                .add(sight.write(instance, mark));
    }

    @Override
    public Stream<RetiredObject> retired(Instant before) {
        return Iterators.stream(retired.before(before));
    }

    @Override
    public void forget(RetiredObject object) {
        cql.run(retired.delete(object));
    }

    @Override
    public Stream<InstanceRecord> scan() {
        return sight.scan();
    }

    @Override
    public Optional<FrameTable> frames(InstanceRecord instance) {
        return derived.frames(instance);
    }

    @Override
    public void rememberFrames(ObjectLocation object, FrameTable table) {
        derived.rememberFrames(object, table);
    }

    @Override
    public void forgetFrames(ObjectLocation object) {
        derived.forgetFrames(object);
    }

    @Override
    public SeriesState state(SeriesId id) {
        return derived.state(id);
    }

    @Override
    public List<SeriesState> states(List<SeriesId> ids) {
        return derived.states(ids);
    }

    @Override
    public void useMetadata(SeriesId id, MetadataObject metadata, SeriesState before) {
        derived.useMetadata(id, metadata, before);
    }

    @Override
    public void close() {
        session.close();
    }
}
