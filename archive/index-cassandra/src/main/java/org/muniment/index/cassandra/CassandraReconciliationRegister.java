package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.ReconciliationRegister;

/** Table {@code reconciliation}, and those that lead to its rows. */
final class CassandraReconciliationRegister implements ReconciliationRegister {

    private final CqlRunner cql;
    private final ReconciliationTable reconciliations;
    private final DayBuckets days;
    private final PreparedStatement insertByIdentifier;
    private final PreparedStatement insertUnsettled;
    private final PreparedStatement deleteUnsettled;
    private final PreparedStatement selectByIdentifier;
    private final PreparedStatement selectUnsettled;

    CassandraReconciliationRegister(CqlRunner cql, BucketTable buckets, Clock clock) {
        this.cql = cql;
        reconciliations = new ReconciliationTable(cql);
        days = new DayBuckets(buckets, "unsettled_reconciliation", clock);
        insertByIdentifier =
                cql.prepare("INSERT INTO reconciliation_by_identifier (patient_id, issuer, id) VALUES (?, ?, ?)");
        insertUnsettled = cql.prepare("INSERT INTO unsettled_reconciliation (bucket, id) VALUES (?, ?)");
        deleteUnsettled = cql.prepare("DELETE FROM unsettled_reconciliation WHERE bucket = ? AND id = ?");
        selectByIdentifier =
                cql.prepare("SELECT id FROM reconciliation_by_identifier WHERE patient_id = ? AND issuer = ?");
        selectUnsettled = cql.prepare("SELECT id FROM unsettled_reconciliation WHERE bucket = ?");
    }

    @Override
    public void record(Reconciliation said) {
        String id = said.id().value();
        RowGroup rows = new RowGroup().add(insertUnsettled.bind(days.listed(said.changedAt()), id));
        rows.add(insertByIdentifier.bind(said.survivor().id(), said.survivor().issuer(), id));
        said.prior().ifPresent(prior -> rows.add(insertByIdentifier.bind(prior.id(), prior.issuer(), id)));
        rows.add(reconciliations.insert(said)).write(cql);
    }

    @Override
    public Optional<Reconciliation> find(ReconciliationId id) {
        return Iterators.stream(reconciliations.find(List.of(id.value()).iterator()))
                .findFirst();
    }

    @Override
    public Stream<Reconciliation> naming(PatientIdentifier identifier) {
        Iterator<String> ids = Iterators.map(
                cql.rows(selectByIdentifier.bind(identifier.id(), identifier.issuer())), row -> row.getString("id"));
        return Iterators.stream(reconciliations.find(ids));
    }

    @Override
    public Stream<Reconciliation> unsettled() {
        return Iterators.stream(reconciliations.find(days.all(this::unsettledOf)));
    }

    private Iterator<String> unsettledOf(String day) {
        return Iterators.map(cql.rows(selectUnsettled.bind(day)), row -> row.getString("id"));
    }

    /** Also where it was listed when it was made, and then again when it was reversed. */
    @Override
    public void settle(Reconciliation said) {
        for (Instant listed : List.of(said.madeAt(), said.changedAt()))
            cql.run(deleteUnsettled.bind(DayBuckets.day(listed), said.id().value()));
    }
}
